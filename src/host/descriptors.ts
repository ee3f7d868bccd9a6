import { closeSync, openSync } from 'node:fs'
import { devNull } from 'node:os'

/** The ends of three pipes, of Node's own for the error, and one for the program's file. */
const ofChild = 10

/** Throws the system's error where a child's pipes could not be opened: with half of them Node says so to nobody. */
export const reserveForChild = (): void => {
  const open: number[] = []
  try {
    for (let count = 0; count < ofChild; count += 1) open.push(openSync(devNull, 'r'))
  } finally {
    for (const descriptor of open) closeSync(descriptor)
  }
}

const most = 8
let running = 0
const waiting: (() => void)[] = []

/** Work that holds a file open; more of it at once than the pool has threads is no faster, and an account may have few descriptors. */
export const bounded = async <T>(work: () => Promise<T>): Promise<T> => {
  if (running >= most) await new Promise<void>((go) => waiting.push(go))
  else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}
