// Comfort of forms about the account: passwords can be looked at, faults are stepped to, a portrait is seen before it is sent.

for (const box of document.querySelectorAll(".secret")) {
  const input = box.querySelector("input");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-bare";
  const say = () => {
    const shown = input.type === "text";
    button.textContent = shown ? box.dataset.hide : box.dataset.show;
    button.setAttribute("aria-label", `${button.textContent}: ${box.dataset.name}`);
  };
  button.addEventListener("click", () => {
    input.type = input.type === "text" ? "password" : "text";
    say();
  });
  // Sent as a password again, so that the browser offers to keep it and never fills it in as text.
  input.form?.addEventListener("submit", () => (input.type = "password"));
  say();
  box.append(button);
}

document.querySelector("[data-faults]")?.focus();

const portrait = document.querySelector("form[data-portrait]");
portrait?.querySelector("input[type=file]").addEventListener("change", (event) => {
  const file = event.target.files[0];
  if (!file) return;
  portrait.querySelector("[data-chosen]").textContent = file.name;
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    const face = portrait.querySelector(".face");
    const picture = document.createElement("img");
    picture.className = "face";
    picture.alt = "";
    picture.src = reader.result;
    face.replaceWith(picture);
  });
  reader.readAsDataURL(file);
});
