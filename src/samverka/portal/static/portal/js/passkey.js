// Passkeys: <form data-passkey="create|get" data-options="{…}"> or data-options-from="address". The browser is asked for
// a credential, which is put into the field `credential` and sent. Without JavaScript the form stays hidden, and the
// password or the code beside it is the way.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

async function create({ publicKey: asked }, form) {
  const without = form.elements.passwordless && !form.elements.passwordless.checked;
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: known(asked.excludeCredentials),
    authenticatorSelection: {
      ...asked.authenticatorSelection,
      residentKey: without ? "discouraged" : "required",
      requireResidentKey: !without,
      userVerification: without ? "preferred" : "required",
    },
  };
  return navigator.credentials.create({ publicKey });
}

const get = ({ publicKey: asked }) => navigator.credentials.get({
  publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) },
});

function plain(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  const { id, type, authenticatorAttachment } = credential;
  const clientExtensionResults = credential.getClientExtensionResults();
  return { id, rawId: text(credential.rawId), type, authenticatorAttachment, clientExtensionResults, response };
}

async function options(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.dataset.optionsFrom, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
  return (await answer.json()).request_options;
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const said = form.querySelector("[data-said]");
      said.hidden = true;
      try {
        const asked = await options(form);
        const credential = await (form.dataset.passkey === "create" ? create(asked, form) : get(asked));
        form.elements.credential.value = JSON.stringify(plain(credential));
        form.submit();
      } catch {
        said.hidden = false;
      }
    });
  }
}
