/** How the docker CLI fails to reach an engine, over the wordings of 19.03 to 29. */
export type DockerFailure =
  | 'wsl-integration-off'
  | 'permission'
  | 'paused'
  | 'client-too-old'
  | 'client-too-new'
  | 'engine-too-old'
  | 'bad-context'
  | 'bad-host'
  | 'tls'
  | 'starting'
  | 'not-running'
  | 'other'

/**
 * In order: the more specific wording first (a permission error also contains the words of a dead daemon). On Windows "must be
 * run with elevated privileges" says only that the pipe did not open; a missing pipe is an engine that does not run. Source:
 * docker/cli v19.03.0 to v29.7.2, vendored client/errors.go and client/request.go; moby daemon/server/middleware/version.go;
 * Docker Desktop's own texts as pasted in public reports.
 */
const wordings: readonly (readonly [DockerFailure, RegExp])[] = [
  ['wsl-integration-off', /could not be found in this WSL [12] distro/i],
  [
    'permission',
    /permission denied while trying to connect to the docker (daemon socket|api)|open \/\/\.\/pipe\/\S+ Access is denied/i,
  ],
  ['paused', /Docker Desktop is (manually )?paused/i],
  ['client-too-old', /client version [\d.]+ is too old/i],
  ['client-too-new', /client version [\d.]+ is too new/i],
  ['engine-too-old', /API version [\d.]+ is not supported by this client/i],
  [
    'bad-context',
    /context "[^"]*": context not found|current context "[^"]*" is not found|conflicting options:/i,
  ],
  [
    'tls',
    /TLS-enabled daemon without TLS|client authentication \(--tlsverify\)|client certificate|x509:|tls: /i,
  ],
  [
    'bad-host',
    /unable to parse docker host|invalid bind address|invalid proto, expected|lookup \S+: no such host|lookup \S+ on \S+: /i,
  ],
  ['starting', /request returned 5\d\d .* for API route/i],
  [
    'not-running',
    /cannot connect to the docker daemon|failed to connect to the docker api|docker daemon is not running|open \/\/\.\/pipe\/|must be run with elevated privileges/i,
  ],
]

/** Classifies what `docker` printed when it had no engine. Pure. */
export const classifyDockerFailure = (text: string): DockerFailure =>
  wordings.find(([, wording]) => wording.test(text))?.[0] ?? 'other'

/** The line of it worth quoting: the one that says so, else the first that is no warning of the way there. Pure. */
export const decisiveLine = (text: string): string => {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(Emulate Docker CLI|WARNING:)/i.test(line))
  const failure = classifyDockerFailure(text)
  return lines.find((line) => classifyDockerFailure(line) === failure) ?? lines[0] ?? ''
}
