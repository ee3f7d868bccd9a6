import type { InstallEvent } from '../../model/install.ts'
import { createMeter } from './meter.ts'

const everyMs = 250

/** Tells the world how far the download is, a few times a second. */
export interface Progress {
  /** How far the foremost of a race has come, in bytes. */
  readonly ahead: (url: string, bytes: number) => void
  /** The source that goes on; what it was ahead is in the file now. */
  readonly settle: (url: string) => void
  readonly add: (bytes: number) => void
  readonly tell: () => void
  readonly stop: () => void
}

export const startProgress = (
  onEvent: (event: InstallEvent) => void,
  windowMs: number,
  state: () => { readonly position: number; readonly total: number | undefined },
): Progress => {
  const meter = createMeter(windowMs)
  let front: { readonly url: string; readonly bytes: number } | undefined
  const tell = (): void => {
    if (front === undefined) return
    const { position, total } = state()
    onEvent({
      kind: 'progress',
      received: position + front.bytes,
      ...(total === undefined ? {} : { total }),
      bytesPerSecond: Math.round(meter.rate()),
      url: front.url,
    })
  }
  const ticker = setInterval(tell, everyMs)
  return {
    ahead: (url, bytes) => {
      const before = front?.bytes ?? 0
      if (bytes <= before) return
      meter.add(bytes - before)
      front = { url, bytes }
    },
    settle: (url) => {
      front = { url, bytes: 0 }
    },
    add: meter.add,
    tell,
    stop: () => clearInterval(ticker),
  }
}
