import { userinfoOf } from './scrub-url.ts'

const secretName =
  /TOKEN|SECRET|PASS(WORD|WD|PHRASE|CODE)?$|PASSWORD|_PWD?$|_P(W|IN)$|WEBHOOK|DSN$|(API|ACCESS|ACCOUNT)_?KEY|PRIVATE|CREDENTIAL|AUTH|COOKIE|SESSION|SIGNATURE|_KEY$/i

const shortest = 4

/** Values that must never be shown, from an environment: what a telling name holds, and every URL's password. Longest first. Pure. */
export const secretsIn = (env: Readonly<Record<string, string | undefined>>): readonly string[] => {
  const values = Object.entries(env).flatMap(([name, value = '']) => [
    ...(secretName.test(name) ? [value] : []),
    ...userinfoOf(value),
  ])
  return [...new Set(values)]
    .filter((value) => value.length >= shortest && !/^(\/|true$|false$|\d+$)/.test(value))
    .toSorted((a, b) => b.length - a.length)
}
