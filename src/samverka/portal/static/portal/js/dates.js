// Date forms: <form data-dates>. A day chosen in the browser's calendar is shown at once; a day that is typed waits
// for the button, so that nothing moves under the hands of those who use the keyboard.
// Fields left empty are kept out of the address, so that it can be read and shared.
for (const form of document.querySelectorAll("form[data-dates]")) {
  let typed = false;

  form.addEventListener("focusin", () => { typed = false; });
  form.addEventListener("keydown", () => { typed = true; });
  form.addEventListener("change", ({ target }) => {
    if (target.type === "date" && target.value && !typed && form.dataset.dates !== "wait") form.requestSubmit();
  });
  form.addEventListener("submit", () => {
    const empty = [...form.elements].filter((field) => field.name && !field.value && !field.required);
    for (const field of empty) field.disabled = true;
    setTimeout(() => { for (const field of empty) field.disabled = false; });
  });
}
