// Whether it is still the same person: asked where a link is anybody's, and on a class's device nobody has touched for
// long. Nothing that was chosen is shown meanwhile.

export function openStill(page, { store, quiet, walk, goOn, finish }) {
  const hasTickets = page.querySelector("#code") !== null;

  function isSomebody() {
    const { begun, code, picked, taps } = store.read();
    return quiet.isOpen() || Boolean(begun || code || picked || taps);
  }

  function ask() {
    if (quiet.isOpen()) {
      finish(); // There is nothing of theirs, and to ask would say that they chose not to.
    } else if (isSomebody()) {
      walk.showState("still");
    }
  }

  page.querySelector("[data-still-on]").addEventListener("click", goOn);
  store.whileAway(ask, () => (isSomebody() ? finish() : store.end()));
  return {
    ask,
    /** With a ticket each person has a beginning of their own. By an open link, somebody else may have left these. */
    isInDoubt() {
      const { begun, receipt, frozen } = store.read();
      return begun && !receipt && !frozen && !hasTickets;
    },
  };
}
