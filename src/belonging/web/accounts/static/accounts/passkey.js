/**
 * Passkeys: asks the device, puts its answer into the form, sends the form. Without JavaScript the pages offer codes.
 *
 * data-passkey on a form: "create" or "get", with the options beside it as JSON; "sign-in" fetches them from where
 * the form goes.
 */
const CANCELLED = "NotAllowedError";
const supported = Boolean(window.PublicKeyCredential && navigator.credentials);

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!supported) {
    say(form, "This browser has no passkeys. Please use another way.");
    form.querySelector("button").disabled = true;
    continue;
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer(form).then((credential) => {
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    }, (error) => say(form, explained(error)));
  });
}

async function answer(form) {
  say(form, "");
  const kind = form.dataset.passkey;
  const options = bytesIn((kind === "sign-in" ? await fetched(form.action) : written(form)).publicKey);
  if (kind === "create") {
    options.authenticatorSelection = { ...options.authenticatorSelection, residentKey: "preferred", userVerification: "required" };
    return made(await navigator.credentials.create({ publicKey: options }));
  }
  return shown(await navigator.credentials.get({ publicKey: options }));
}

function written(form) {
  return JSON.parse(form.querySelector("script[type='application/json']").textContent);
}

async function fetched(address) {
  const reply = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!reply.ok) throw new Error(String(reply.status));
  return (await reply.json()).request_options;
}

/** The parts that travel as text are bytes for the device. */
function bytesIn(options) {
  const named = (each) => ({ ...each, id: bytes(each.id) });
  const given = { ...options, challenge: bytes(options.challenge) };
  if (options.user) given.user = named(options.user);
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (options[list]) given[list] = options[list].map(named);
  }
  return given;
}

function made(credential) {
  const { clientDataJSON, attestationObject } = credential.response;
  return {
    ...basics(credential),
    response: {
      clientDataJSON: text(clientDataJSON),
      attestationObject: text(attestationObject),
      transports: credential.response.getTransports?.() ?? [],
    },
  };
}

function shown(credential) {
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  return {
    ...basics(credential),
    response: {
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    },
  };
}

function basics(credential) {
  return {
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function bytes(base64url) {
  const plain = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function explained(error) {
  if (error.name === CANCELLED) return "That was stopped, or took too long. Press the button to try again.";
  if (error.name === "InvalidStateError") return "This device has a passkey for your account already.";
  if (error.name === "SecurityError") return "Passkeys work only at this service’s own name with https. Please use an app.";
  return "That did not work. Try again, or use another way.";
}

function say(form, words) {
  const place = form.querySelector("[data-failed]");
  place.querySelector("p").textContent = words;
  place.hidden = words === "";
}
