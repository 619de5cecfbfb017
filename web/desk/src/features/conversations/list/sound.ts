/** One quiet beep for whatever happened in the last three seconds; never one for each conversation. */
const gapMs = 3_000;
const stored = "serviceos.sound";

declare global {
  interface Window {
    /** Sounds made since the page was opened; read by the bench. */
    __serviceosSounds?: number;
  }
}

export type Volume = 0 | 0.3 | 1;

let volume: Volume = read();
let last = 0;
let audio: AudioContext | undefined;

export function soundVolume(): Volume {
  return volume;
}

export function setSoundVolume(next: Volume): void {
  volume = next;
  localStorage.setItem(stored, String(next));
  if (next > 0) beep();
}

/** Asks for attention; silent when the last sound is less than three seconds old or sounds are off. */
export function ring(): void {
  if (volume === 0 || Date.now() - last < gapMs) return;
  last = Date.now();
  window.__serviceosSounds = (window.__serviceosSounds ?? 0) + 1;
  beep();
}

function beep(): void {
  try {
    audio ??= new AudioContext();
    void audio.resume();
    const start = audio.currentTime;
    const tone = audio.createOscillator();
    const gain = audio.createGain();
    tone.type = "sine";
    tone.frequency.setValueAtTime(880, start);
    tone.frequency.setValueAtTime(1_174, start + 0.09);
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(0.12 * volume, start + 0.015);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.32);
    tone.connect(gain).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.34);
  } catch {
    // No sound device, or the browser wants a click first: the badge still tells.
  }
}

function read(): Volume {
  const value = localStorage.getItem(stored);
  return value === "0" ? 0 : value === "0.3" ? 0.3 : 1;
}
