// Nobody has touched the page for a while.

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
