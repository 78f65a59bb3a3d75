// Nobody has touched the page for a while.

/** So long does a shared device wait, in milliseconds, before it asks whether somebody is there, and until it clears. */
const ASKED_AFTER = 10 * 60 * 1000;
export const GONE_AFTER = 15 * 60 * 1000;
const LOOKED_EVERY = 15 * 1000;
const TOUCHES = ["pointerdown", "touchstart", "keydown", "scroll"];

/** Call `act` after so many milliseconds without a touch or a key; the returned function stops the wait. */
export function startIdle(milliseconds, act) {
  let timer = 0;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      stop();
      act();
    }, milliseconds);
  };
  const stop = () => {
    clearTimeout(timer);
    TOUCHES.forEach((touch) => removeEventListener(touch, again, true));
  };
  TOUCHES.forEach((touch) => addEventListener(touch, again, { capture: true, passive: true }));
  again();
  return stop;
}

/** Goes by the clock: a device that slept is cleared by the touch that wakes it. Only while `isWatched()`. */
export function watchAway(isWatched, { ask, go }) {
  let touched = Date.now();
  let isAsked = false;
  function look() {
    const away = isWatched() ? Date.now() - touched : 0;
    if (away >= GONE_AFTER) {
      touched = Date.now();
      go();
    } else if (away >= ASKED_AFTER && !isAsked) {
      isAsked = true;
      ask();
    }
  }
  function touch() {
    look();
    touched = Date.now();
    isAsked = false;
  }
  setInterval(look, LOOKED_EVERY);
  TOUCHES.forEach((name) => addEventListener(name, touch, { capture: true, passive: true }));
}
