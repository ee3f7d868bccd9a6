import type { LanguageName } from '../messages/language.ts'

type Env = Readonly<Record<string, string | undefined>>

/** What names the language of messages; empty where nothing does. */
export const localeOf = (env: Env): string =>
  [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(
    (value) => value !== undefined && value !== '',
  ) ?? ''

const charset = (env: Env): string =>
  [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(
    (value) => value !== undefined && value !== '',
  ) ?? ''

/** Whether the terminal shows more than ASCII. macOS and Windows do whatever the variables say; a bare POSIX locale does not. */
export const knowsUnicode = (env: Env, platform: NodeJS.Platform): boolean => {
  const set = charset(env)
  if (/utf-?8/i.test(set)) return true
  return platform === 'win32' || (platform === 'darwin' && set === '')
}

/** The reader's language: as asked, else as the locale says; Chinese needs a terminal that can show it. */
export const detectLanguage = (
  asked: LanguageName | undefined,
  env: Env,
  platform: NodeJS.Platform,
): LanguageName => {
  if (asked !== undefined) return asked
  return /^zh/i.test(localeOf(env)) && knowsUnicode(env, platform) ? 'zh' : 'en'
}

const set = (value: string | undefined): boolean => value !== undefined && value !== ''

/** FORCE_COLOR and NO_COLOR before what the terminal says; the flag before both. Source: no-color.org, Node's own rules. */
export const wantsColour = (flag: boolean, env: Env, isTty: boolean): boolean => {
  if (!flag) return false
  if (set(env['FORCE_COLOR'])) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false'
  return isTty && !set(env['NO_COLOR']) && env['TERM'] !== 'dumb'
}

const narrowest = 40

/** Room for rows that move: a real terminal that says how wide it is, and no CI that only keeps a log. */
export const isInteractive = (
  env: Env,
  { isTTY, columns }: { readonly isTTY?: boolean; readonly columns?: number },
): boolean =>
  isTTY === true && (columns ?? 0) >= narrowest && env['TERM'] !== 'dumb' && !set(env['CI'])
