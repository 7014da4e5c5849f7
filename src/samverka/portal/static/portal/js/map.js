// The map of municipalities: <figure class="map" data-map="map.svg"> around an <img>, beside a list of links that carry
// data-kommun="905". The image becomes the same drawing with areas that can be pointed at; names and addresses come
// from the list, which stays the way for keyboard and screen reader. Areas are <path id="k905">.
const figure = document.querySelector("[data-map]");
if (figure) {
  // Not before the map comes into view: the first view of the page asks for the drawing once, as an image.
  new IntersectionObserver(([entry], observer) => {
    if (!entry.isIntersecting) return;
    observer.disconnect();
    enhance(figure);
  }).observe(figure);
}

async function enhance(figure) {
  const answer = await fetch(figure.dataset.map);
  if (!answer.ok) return;
  const parsed = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
  const svg = document.importNode(parsed.documentElement, true);
  const name = figure.querySelector(".map__name");
  const links = new Map([...document.querySelectorAll("[data-kommun]")].map((link) => [link.dataset.kommun, link]));
  const area = (code) => svg.getElementById(`k${code}`);

  function point(code) {
    svg.querySelector(".is-on")?.classList.remove("is-on");
    document.querySelector("[data-kommun].is-on")?.classList.remove("is-on");
    area(code)?.classList.add("is-on");
    links.get(code)?.classList.add("is-on");
    name.textContent = links.get(code)?.textContent ?? "\u00a0";
  }

  svg.setAttribute("aria-hidden", "true");
  svg.addEventListener("pointerover", (event) => point(event.target.id.slice(1)));
  svg.addEventListener("pointerleave", () => point(""));
  svg.addEventListener("click", (event) => links.get(event.target.id.slice(1))?.click());
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const link = event.target.closest?.("[data-kommun]");
      if (link) point(link.dataset.kommun);
    });
  }
  figure.querySelector("img").replaceWith(svg);
  figure.classList.add("map--live");
}
