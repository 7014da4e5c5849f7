// Provisions opened in place: <details data-fragment="address"> holds a link to the text; opened for the first time, it
// fetches the text itself. Without JavaScript, or where fetching fails, the link stays.
document.addEventListener("toggle", async ({ target }) => {
  if (!target.open || !target.dataset.fragment) return;
  const address = target.dataset.fragment;
  delete target.dataset.fragment;
  const answer = await fetch(address);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  target.querySelector("p").replaceWith(...page.body.childNodes);
}, true);
