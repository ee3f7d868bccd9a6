/** How long and how much; everything in milliseconds and bytes. */
export interface Limits {
  /** Name, connection, proxy and TLS together. */
  readonly connectMs: number
  readonly firstByteMs: number
  /** Without a byte. */
  readonly stallMs: number
  readonly totalMs: number
  /** What nobody has told the length of is no longer than this; the largest the catalog knows is about 0.7 GB. */
  readonly mostBytes: number
  /** A source that sends less than `least` within `leastMs` is given up: at that speed no download would end within `totalMs`. */
  readonly least: number
  readonly leastMs: number
  /** What a source must deliver first to be kept. */
  readonly raceBytes: number
  /** Sources asked at once. */
  readonly racers: number
  /** From one racer's start to the next one's. */
  readonly staggerMs: number
  /** Failures in a row without progress until a source is given up. */
  readonly attempts: number
  /** Waits before another attempt; each is drawn from its upper half. */
  readonly backOffMs: readonly number[]
  /** The longest wait a server may ask for. */
  readonly mostRetryAfterMs: number
  /** Over which the present speed is taken. */
  readonly windowMs: number
  /** A source this many times slower than one has been must race again. */
  readonly slowFactor: number
  /** From one race to the next; doubled each time the old source wins again. */
  readonly raceAgainMs: number
}

/** Argued in docs/architecture.md: no phase waits more than ten seconds without progress. */
export const defaultLimits: Limits = {
  connectMs: 10_000,
  firstByteMs: 10_000,
  stallMs: 8000,
  totalMs: 30 * 60_000,
  mostBytes: 2 * 1024 ** 3,
  least: 64 * 1024,
  leastMs: 20_000,
  raceBytes: 2 * 1024 * 1024,
  racers: 3,
  staggerMs: 50,
  attempts: 3,
  backOffMs: [500, 1000, 2000, 4000, 8000],
  mostRetryAfterMs: 30_000,
  windowMs: 3000,
  slowFactor: 3,
  raceAgainMs: 5000,
}
