// Provisions opened in place: opened for the first time, <details data-fragment> fetches its text and puts it where
// [data-place] stands. The text's address is the attribute's, or follows from the link to the duty that stands there.
// Without JavaScript, or where fetching fails, the links to the law stay.
document.addEventListener("toggle", async ({ target }) => {
  if (!target.open || target.dataset.fragment === undefined) return;
  const link = target.querySelector("[data-place] a");
  const address = target.dataset.fragment || `${link.pathname}law/${link.search}`;
  delete target.dataset.fragment;
  const answer = await fetch(address);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  target.querySelector("[data-place]").replaceWith(...page.body.childNodes);
}, true);
