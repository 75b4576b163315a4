// What the tests ask of a page that stands in the browser; looks.py calls these by name.
({
  // Elements that reach past the right edge, when the page scrolls sideways.
  tooWide() {
    const most = document.documentElement.clientWidth;
    const over = document.documentElement.scrollWidth - most;
    if (over <= 0) return [];
    const wide = [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > most + 1);
    return [`${over} px too wide`, ...wide.slice(-3).map((each) => each.outerHTML.slice(0, 120))];
  },

  // What moves for more than a blink.
  moving() {
    const seconds = (time) => parseFloat(time) * (time.includes("ms") ? 0.001 : 1);
    const longest = (times) => Math.max(...times.split(",").map(seconds));
    const found = new Set();
    for (const each of document.querySelectorAll("*")) {
      for (const part of [null, "::before", "::after"]) {
        const style = getComputedStyle(each, part);
        const moves = style.animationName !== "none" ? longest(style.animationDuration) : 0;
        const turns = style.transitionProperty !== "none" ? longest(style.transitionDuration) : 0;
        if (Math.max(moves, turns) > 0.01 || style.scrollBehavior === "smooth") found.add(each.outerHTML.slice(0, 120));
      }
    }
    return [...found].slice(0, 3);
  },

  // The distances of WCAG 1.4.12, which a reader's own style sheet may ask for.
  spaceOut() {
    const sheet = new CSSStyleSheet();
    sheet.insertRule("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }");
    sheet.insertRule("p { margin-bottom: 2em !important }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  },

  // Words that do not fit where they stand and can not be scrolled to.
  clipped() {
    const hides = (style, axis) => ["hidden", "clip"].includes(style[`overflow${axis}`]);
    const isCut = (each) => {
      const style = getComputedStyle(each);
      const box = each.getBoundingClientRect();
      if (!each.textContent.trim() || box.width < 2 || box.height < 2 || each.closest(".hide, svg")) return false;
      const cutX = hides(style, "X") && each.scrollWidth > each.clientWidth + 1 && style.textOverflow !== "ellipsis";
      return cutX || (hides(style, "Y") && each.scrollHeight > each.clientHeight + 1);
    };
    const cut = [...document.querySelectorAll("body *")].filter(isCut);
    return cut.slice(0, 3).map((each) => each.outerHTML.slice(0, 120));
  },

  // Where the focus is, what a screen reader would call it, and whether the eye finds it.
  stop() {
    const here = document.activeElement;
    const box = here.getBoundingClientRect();
    const outlined = (each) => {
      const style = each && getComputedStyle(each);
      return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    };
    const ring = [here, here.parentElement, here.closest(".editor, .search")].some(outlined);
    const labels = [...(here.labels || [])].map((label) => label.textContent).join(" ");
    const name = here.getAttribute("aria-label") || labels || here.textContent || "";
    return {
      isSeen: Boolean(ring) && box.bottom > 0 && box.top < innerHeight && box.width > 0,
      field: here.name || "",
      address: here.getAttribute("href") || "",
      name: name.replace(/\s+/g, " ").trim(),
      tag: here.tagName,
    };
  },

  // After a page came: a place the reader is led to, or words that are read out.
  hasArrived() {
    const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const said = document.querySelector("[role=status], [role=alert]");
    return Boolean(place || said || document.activeElement !== document.body);
  },

  // The page's own form as an impatient person sends it, past the checks of the browser.
  sendEmpty() {
    const typed = "textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=file])";
    const form = [...document.querySelectorAll("main form[method=post]")].find((each) => each.querySelector(typed));
    for (const field of form.querySelectorAll(typed)) field.value = "";
    form.noValidate = true;
    form.requestSubmit();
  },

  // Resolves when what is there now was painted.
  painted() {
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  },

  // When something was painted first.
  firstPaint() {
    return new Promise((done) => {
      new PerformanceObserver((list) => done(list.getEntries()[0].startTime)).observe({ type: "paint", buffered: true });
    });
  },

  // Goes through the page like a reader, until the last picture is there; says how much has jumped.
  async shiftOnTheWay() {
    for (let at = 0; at < document.documentElement.scrollHeight; at += innerHeight) {
      scrollTo(0, at);
      await this.painted();
    }
    const here = (image) => image.complete || new Promise((done) => (image.onload = image.onerror = done));
    // What is folded away never comes.
    await Promise.all([...document.images].filter((image) => image.checkVisibility()).map(here));
    await this.painted();
    return window.seen.shift;
  },
})
