/** The speed of late. */
export interface Meter {
  /** Bytes that have just come. */
  readonly add: (bytes: number) => void
  /** Bytes per second within the window; since the beginning while that is shorter. */
  readonly rate: () => number
  /** Milliseconds since the beginning. */
  readonly age: () => number
}

const slots = 6

export const createMeter = (windowMs: number): Meter => {
  const began = performance.now()
  const slotMs = windowMs / slots
  let sums: { readonly at: number; bytes: number }[] = []
  return {
    add: (bytes) => {
      const now = performance.now()
      const last = sums.at(-1)
      if (last !== undefined && now - last.at < slotMs) last.bytes += bytes
      else sums.push({ at: now, bytes })
    },
    rate: () => {
      const now = performance.now()
      sums = sums.filter(({ at }) => now - at <= windowMs)
      const span = Math.max(1, Math.min(windowMs, now - began))
      return (sums.reduce((sum, { bytes }) => sum + bytes, 0) / span) * 1000
    },
    age: () => performance.now() - began,
  }
}
