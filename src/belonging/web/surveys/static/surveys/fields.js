// What was chosen and written, kept on the device from the first touch, and put back after a reload.

const OURS = /^[acw]-/;

export function openFields(form, { store, change }) {
  function showHelped() {
    document.documentElement.classList.toggle("is-helped", Boolean(store.read().help));
  }

  function keep() {
    const fields = {};
    let help = "";
    new FormData(form).forEach((value, name) => {
      if (OURS.test(name) && value) {
        fields[name] = value;
      } else if (name === "help") {
        help = value;
      }
    });
    change({ fields, help });
    showHelped();
  }

  return {
    keep,
    putBack() {
      const { fields, help } = store.read();
      Object.entries(Object.assign({}, fields, help ? { help } : {})).forEach(([name, value]) => {
        if (form.elements[name]) {
          form.elements[name].value = value;
        }
      });
      showHelped();
    },
    clear(card) {
      for (const field of card.querySelectorAll("input:checked")) {
        field.checked = false;
      }
      for (const field of card.querySelectorAll("textarea")) {
        field.value = "";
      }
      keep();
    },
    reset() {
      form.reset();
      showHelped();
    },
  };
}
