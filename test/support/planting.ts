import { createHash } from 'node:crypto'

const planted = new Map<string, string>()

export const base62 = (seed: string, length: number): string => {
  const bytes = [...createHash('sha512').update(seed).digest()]
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
  return bytes
    .slice(0, length)
    .map((byte) => letters[byte % letters.length] ?? '')
    .join('')
}

/** Remembers a secret and gives it back. */
export const plant = (where: string, secret: string): string => {
  if (planted.has(secret)) throw new TypeError(`${where} plants a secret twice`)
  planted.set(secret, where)
  return secret
}

/** A secret that looks like one: letters and digits without a system. */
export const random = (where: string, length = 28): string => plant(where, base62(where, length))

/** A secret that people make up: only its label tells. */
export const human = (where: string, secret: string): string => plant(where, secret)

export const canaryCount = (): number => planted.size

const enough = 12

/** Which secrets, or long enough parts of them, a text shows. */
export const leaksIn = (text: string): readonly string[] =>
  [...planted].flatMap(([secret, where]) => {
    const parts =
      secret.length > 2 * enough ? [secret.slice(0, enough), secret.slice(-enough)] : [secret]
    return parts.some((part) => text.includes(part)) ? [where] : []
  })
