// Passkeys: the one thing here that no form can do alone. A form with data-passkey ("get" to
// show one, "create" to make one, "come" to make the first by an invitation) is hidden until this runs; what the authenticator answers goes
// into its field "passkey", and then it is sent like any other form.
(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

  const ask = async (field, given) => {
    const answer = await fetch("/graphql", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(
        given
          ? {
              query: `mutation ($i: BeginComingInput!) { begun: ${field}(input: $i) { options } }`,
              variables: { i: given },
            }
          : { query: `mutation { begun: ${field} { options } }` },
      ),
    });
    const { data, errors } = await answer.json();
    if (errors) throw new Error(errors[0].extensions.code);
    return JSON.parse(data.begun.options);
  };

  const get = async () => {
    const options = await ask("beginPasskeySignIn");
    const found = await navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        allowCredentials: known(options.allowCredentials),
      },
    });
    const { clientDataJSON, authenticatorData, signature, userHandle } = found.response;
    return shown(found, {
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    });
  };

  const come = ({ token, email }) =>
    create("beginComing", { token: token.value, email: email.value });

  const create = async (field = "beginPasskey", given = undefined) => {
    const options = await ask(field, given);
    const made = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: known(options.excludeCredentials),
      },
    });
    const { clientDataJSON, attestationObject } = made.response;
    return shown(made, {
      clientDataJSON: text(clientDataJSON),
      attestationObject: text(attestationObject),
    });
  };

  const shown = (credential, response) =>
    JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      clientExtensionResults: {},
      response,
    });

  const ways = { get: () => get(), create: () => create(), come };

  const begin = async (form) => {
    const failed = form.querySelector("[data-passkey-failed]");
    failed.hidden = true;
    try {
      form.elements.passkey.value = await ways[form.dataset.passkey](form.elements);
      form.submit();
    } catch (error) {
      if (error.message === "FORBIDDEN" || error.message === "UNAUTHENTICATED") form.submit();
      else failed.hidden = false;
    }
  };

  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      begin(form);
    });
  }
  for (const without of document.querySelectorAll("[data-without-passkeys]")) without.hidden = true;
})();
