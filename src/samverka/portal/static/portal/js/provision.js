// Provisions opened in place: <details data-fragment="address"> names the text; opened for the first time, it fetches it
// and puts it where [data-place] stands. Without JavaScript, or where fetching fails, the links to the law stay there.
document.addEventListener("toggle", async ({ target }) => {
  if (!target.open || !target.dataset.fragment) return;
  const address = target.dataset.fragment;
  delete target.dataset.fragment;
  const answer = await fetch(address);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  target.querySelector("[data-place]").replaceWith(...page.body.childNodes);
}, true);
