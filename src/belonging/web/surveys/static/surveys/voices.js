// A voice: the device's own where it has one for the language, otherwise audio that was made beforehand, by the
// digest of its text (`audio`: where it lies, or "" where there is none). Voices that are not on the device are never used: they send the words to their maker.

import { sha256 } from "./sha256.js";

const PACE = 0.9;
const LATE = [300, 1000, 3000];
const MISSES = 6; // one after the other: nothing was read into files here

export function openVoices(language, audio) {
  const wanted = language.slice(0, 2).toLowerCase();
  const device = window.speechSynthesis && window.SpeechSynthesisUtterance ? window.speechSynthesis : null;
  const player = document.createElement("audio");
  let ended = () => {};
  let words = null; // some browsers forget an utterance that nobody holds, and it never ends
  if (device) {
    device.getVoices(); // the first call makes some browsers look for them
  }

  function address(text) {
    return `${audio}${wanted}/${digestOf(text)}.mp3`;
  }

  function own() {
    const here = device ? device.getVoices().filter((each) => each.localService) : [];
    const fits = here.filter((each) => each.lang.slice(0, 2).toLowerCase() === wanted);
    return fits.find((each) => each.lang === language) || fits[0];
  }

  function byDevice(voice, text, { onBegin, onWord }, done) {
    words = new SpeechSynthesisUtterance(text);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = PACE;
    words.onboundary = (event) => {
      if (onWord && (!event.name || event.name === "word")) {
        onWord(event.charIndex);
      }
    };
    words.onend = () => done(true);
    words.onerror = () => done(false);
    if (onBegin) {
      onBegin();
    }
    device.speak(words);
  }

  async function byAudio(text, { onBegin }, done) {
    const mine = ended;
    try {
      const reply = await fetch(address(text));
      if (!reply.ok) {
        throw new Error("no audio of this text");
      }
      const sound = URL.createObjectURL(await reply.blob());
      if (mine !== ended) {
        return;
      }
      player.onended = () => {
        URL.revokeObjectURL(sound);
        done(true);
      };
      player.onerror = () => done(false);
      player.src = sound;
      await player.play();
      if (onBegin) {
        onBegin();
      }
    } catch (missing) {
      done(false);
    }
  }

  function stop() {
    if (device) {
      device.cancel();
    }
    player.pause();
    ended(false);
  }

  return {
    stop,
    /** Whether anything can be read here at all. */
    canRead() {
      return Boolean(audio || own());
    },
    /** Devices find their voices late, and some say nothing when they have. */
    onFound(act) {
      if (device && device.addEventListener) {
        device.addEventListener("voiceschanged", act);
      }
      LATE.forEach((moment) => setTimeout(act, moment));
    },
    /** In the tap itself: some browsers play nothing later that was not begun by a touch. */
    unlock() {
      if (!own()) {
        const playing = player.play();
        if (playing) {
          playing.catch(() => {});
        }
      }
    },
    /** Fetch what will be needed where the device has no voice, so that it is there without a network. */
    async prepare(texts) {
      let missing = 0;
      for (const text of texts) {
        if (!audio || own() || missing === MISSES) {
          return;
        }
        const reply = await fetch(address(text)).catch(() => ({ ok: false }));
        missing = reply.ok ? 0 : missing + 1;
      }
    },
    /** Whether it was said, once it is over or stopped. */
    say(text, heard) {
      stop();
      return new Promise((resolve) => {
        const done = (was) => resolve(was);
        ended = done;
        const voice = own();
        if (voice) {
          byDevice(voice, text, heard, done);
        } else if (!audio) {
          done(false);
        } else {
          byAudio(text, heard, done);
        }
      });
    },
  };
}

/** As cli/render_audio.py names its files: typographic marks made plain, then half of the SHA-256. */
function digestOf(text) {
  const plain = text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, " ").trim();
  return [...sha256(plain).slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
