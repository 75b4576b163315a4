// A reply that is not sent: resolving takes it along, and whoever leaves the page without it is asked first.

const compose = document.querySelector("form.compose");
const text = compose?.querySelector("textarea");

if (text) {
  const has_text = () => text.value.trim() !== "";
  let is_taken = false;

  // The server says that it is not sent, and keeps it.
  document.addEventListener("formdata", ({ target, formData }) => {
    if (!target.matches("form.resolve") || !has_text()) return;
    for (const [name, value] of new FormData(compose)) if (!formData.has(name)) formData.append(name, value);
  });
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) is_taken = event.target === compose || event.target.matches("form.resolve");
  });
  addEventListener("pageshow", () => (is_taken = false));
  addEventListener("beforeunload", (event) => {
    if (has_text() && !is_taken) event.preventDefault();
  });
}
