type Env = Readonly<Record<string, string | undefined>>

/** The same everywhere, or known to everybody: they tell nothing about whose network this is. */
const known =
  /^(?:(?:.+\.)?(?:cluster\.local|docker\.internal|minikube\.internal|svc)|(?:.+\.)?(?:docker\.(?:io|com)|k8s\.io|gcr\.io|ghcr\.io|quay\.io|pkg\.dev|googleapis\.com|github\.com|githubusercontent\.com|aliyuncs\.com|daocloud\.io|edu\.cn))$/

/** Domains of one word that homes and offices use; any other could be everybody's, as `com` is. */
const ofOneWord = /^(?:lan|local|home|internal|intranet|corp|private|office|localdomain)$/

const isName = (text: string): boolean => /^[a-z\d_-]+(?:\.[a-z\d_-]+)*$/.test(text)

/** Host names and domains of one word are common words unless a digit or a hyphen is in them. */
const tells = (name: string): boolean =>
  isName(name) && !known.test(name) && /[a-z]/.test(name) && /[.\d-]/.test(name)

const exempt = (value: string): readonly string[] =>
  value
    .toLowerCase()
    .split(/[\s,]+/)
    .map((entry) => entry.replace(/^\*?\./, '').replace(/:\d+$/, ''))
    .filter((name) => tells(name) && !/^[\d.]+$/.test(name))

/** Domains and hosts that tell whose network this is: what is exempt from the proxy, the domain of this machine, and `searched`. Longest first. Pure. */
export const internalNames = (
  env: Env,
  hostname: string,
  searched: readonly string[] = [],
): readonly string[] => {
  const domains = [hostname.toLowerCase().split('.').slice(1).join('.'), ...searched]
  const names = [
    ...['no_proxy', 'NO_PROXY'].flatMap((name) => exempt(env[name] ?? '')),
    ...domains.filter((domain) => tells(domain) || ofOneWord.test(domain)),
  ]
  return [...new Set(names)].toSorted((a, b) => b.length - a.length)
}

/** Replaces such a name, and every host below it, by a name of the same shape: below a domain stays below it. */
export const withoutInternalNames = (names: readonly string[]): ((text: string) => string) => {
  const hosts = new Map<string, string>()
  const domains = names.map((name, index) => {
    const suffix = ofOneWord.test(name) ? name : `domain-${index + 1}.invalid`
    const escaped = name.replaceAll(/[.-]/g, String.raw`\$&`)
    // The word `home` alone is no domain.
    const least = ofOneWord.test(name) ? 1 : 0
    const pattern = String.raw`(?<![\w-])((?:[\w-]{1,63}\.){${least},8})${escaped}(?![\w-]|\.[\w-])`
    return [new RegExp(pattern, 'gi'), suffix] as const
  })
  const named = (host: string): string => {
    const known = hosts.get(host) ?? `name-${hosts.size + 1}`
    hosts.set(host, known)
    return known
  }
  return (text) =>
    domains.reduce(
      (rest, [pattern, suffix]) =>
        rest.replace(pattern, (_, before: string) =>
          before === '' ? suffix : `${named(`${before}${suffix}`)}.${suffix}`,
        ),
      text,
    )
}
