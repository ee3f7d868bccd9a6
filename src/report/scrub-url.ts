/** What stands where a secret stood. */
export const hidden = '***'

/** A URL to its end; what follows another URL in it belongs to it. */
const whole = /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"']*/gi

/** `user:password@`, also with the signs in it that should have been encoded; a port before a path is none. */
const userinfo = /^(?:[^\s/"']{1,500}|[^\s/@:"']{1,100}:(?!\d{1,5}\/)[^\s@"']{1,400})(?=@)/

/** So many URLs in one are looked at; the rest of it is hidden. */
const most = 8

/** What stands after one `://`, up to the next. */
const shownPart = (part: string): string => part.replace(userinfo, hidden)

/** A query or fragment can carry a signature or a token; a webhook's path is one. */
const shown = (url: string): string => {
  const [scheme = '', ...parts] = url.split('://')
  const named = [
    ...parts.slice(0, most).map(shownPart),
    ...(parts.length > most ? [hidden] : []),
  ].join('://')
  const query = named.search(/[?#]/)
  const rest = query < 0 ? named : `${named.slice(0, query + 1)}${hidden}`
  return `${scheme}://${rest.replace(/^(hooks\.[^\s/"']{1,100}\/).+/, `$1${hidden}`)}`
}

/** Takes user, password, query, fragment and a webhook's path out of every URL. Pure. */
export const withoutUrlSecrets = (text: string): string =>
  text.includes('://') ? text.replace(whole, shown) : text

const leading = new RegExp(
  String.raw`^(?:[a-z][a-z0-9+.-]*:\/\/)?(${userinfo.source.slice(1)})`,
  'i',
)

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** User and password in a URL with or without its scheme, as written and decoded. Pure. */
export const userinfoOf = (value: string): readonly string[] => {
  const found = leading.exec(value)?.[1]
  if (found === undefined) return []
  const [, password = ''] = /^[^:]*:(.*)$/.exec(found) ?? []
  return value.includes('://')
    ? [found, password, decoded(password)]
    : password === ''
      ? []
      : [found, password]
}
