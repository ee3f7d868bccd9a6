import { classifyDockerFailure } from '../../facts/docker-failure.ts'
import type { DockerFailure } from '../../facts/docker-failure.ts'
import { asRoot, asUser } from '../../model/step.ts'
import type { ByHand } from '../../model/step.ts'
import type { CheckCode } from '../codes.ts'
import type { Signature } from '../signature.ts'

/** A line in which docker speaks about its engine; without this, `x509:` and `no such host` of a download would count. */
const engine =
  /docker (?:daemon|api|host|endpoint)|error during connect|for API route|(?:client|API) version [\d.]+ is|open \/\/\.\/pipe\/|in this WSL [12] distro|Docker Desktop is|conflicting options:|invalid (?:bind address|proto, expected)|TLS-enabled daemon|--tlsverify|current context "|context "[^"]{0,100}": context not found/i

const near = [
  'docker daemon',
  'docker api',
  'docker host',
  'docker endpoint',
  'error during connect',
  'for api route',
  'client version ',
  'api version ',
  '/./pipe/',
  'in this wsl ',
  'docker desktop is',
  'conflicting options',
  'invalid bind address',
  'invalid proto, expected',
  'tls-enabled daemon',
  '--tlsverify',
  'current context',
  'context not found',
] as const

const remote =
  /(?:docker daemon|docker api|error during connect).{0,80}(?:at |Get "?)(?:tcp|ssh|https?):\/\/(?!%2F)/i

type Reached = Exclude<DockerFailure, 'other'>

/** What each failure to reach the engine is called. */
const reached = {
  'wsl-integration-off': 'docker/installed/wsl-stub',
  permission: 'docker/access/denied',
  paused: 'docker/daemon/paused',
  'client-too-old': 'docker/version/client-too-old',
  'client-too-new': 'docker/version/client-too-new',
  'engine-too-old': 'docker/version/engine-too-old',
  'bad-context': 'docker/context/bad-context',
  'bad-host': 'docker/context/bad-host',
  tls: 'docker/context/tls',
  starting: 'docker/daemon/starting',
  'not-running': 'docker/daemon/not-running',
} as const satisfies Record<Reached, CheckCode>

const is =
  (failure: Reached): NonNullable<Signature['when']> =>
  ({ said, klog }) =>
    classifyDockerFailure(said) === failure &&
    // minikube's own client is too old for the engine: the docker command is not, and the start goes on.
    !(failure === 'client-too-old' && klog !== undefined) &&
    !(failure === 'not-running' && remote.test(said)) &&
    // Of WSL 1 another signature speaks.
    !(failure === 'wsl-integration-off' && said.includes('WSL 1'))

const failures: readonly Reached[] = [
  'wsl-integration-off',
  'permission',
  'paused',
  'client-too-old',
  'client-too-new',
  'engine-too-old',
  'bad-context',
  'bad-host',
  'tls',
  'starting',
  'not-running',
]

type ReachedCode = (typeof reached)[Reached]

const looking: Readonly<Partial<Record<Reached, readonly ByHand[]>>> = {
  'bad-context': [asUser('docker', 'context', 'ls')],
}

/** One signature per failure that the checks know too; the wordings are those of docker-failure.ts. */
const reaching: readonly (Signature & { readonly code: ReachedCode })[] = failures.map(
  (failure) => ({
    code: reached[failure],
    near,
    pattern: engine,
    when: is(failure),
    ...(looking[failure] === undefined ? {} : { commands: looking[failure] }),
  }),
)

/** The engine and the command. Sources: docker-errors 1; pitfalls DOCK-1 to DOCK-9, minikube-behaviour c; moby daemon/command. */
const others = [
  {
    code: 'docker/daemon/not-running',
    near: ['is running and is healthy', '正在运行且处于健康状态'],
    pattern: /Ensure your Docker is running and is healthy|确保你的 Docker 正在运行且处于健康状态/i,
    symptom: true,
    guess: true,
    commands: [asRoot('systemctl', 'enable', '--now', 'docker')],
  },
  {
    code: 'docker/installed/absent',
    near: ['docker'],
    pattern:
      /(?:exec: |unable to find )"docker": executable file not found|(?<![/\w.-])docker: (?:command )?not found|\bdocker[:：] ?(?:未找到命令|找不到命令)|Command 'docker' not found|找不到命令 ?['“‘"]docker|command not found: docker\b|'docker' (?:is not recognized|不是内部或外部命令)|(?:term|无法将)\s?['“"]docker['”"]\s?(?:is not recognized|项识别为)|spawn docker ENOENT/i,
  },
  {
    code: 'docker/installed/podman',
    near: ['emulate docker cli'],
    pattern: /Emulate Docker CLI using podman/i,
  },
  {
    code: 'docker/installed/snap',
    near: ['tmpf-memory-asset', 'copying pub key'],
    pattern:
      /lstat \/tmp\/tmpf-memory-asset\S{0,80}: no such file|copying pub key: .{0,300}no such file/i,
  },
  {
    code: 'docker/context/no-engine',
    near: ['docker daemon', 'docker api', 'error during connect'],
    pattern:
      /(?:docker daemon|docker api|error during connect).{0,80}(?:at |Get "?)(?<url>(?:tcp|ssh|https?):\/\/(?!%2F)[^\s;"/]{1,200})/i,
    unless: /permission denied|no such host|lookup |TLS-enabled|tlsverify|x509|client version/i,
    about: 'url',
  },
  {
    code: 'docker/context/rootless-refused',
    near: ['rootless', '以实现非 root'],
    pattern:
      /rootless Docker not supported yet|--container-runtime must be set to .{0,60}for rootless|以实现非 root 运行/i,
  },
  {
    code: 'docker/context/docker-env',
    near: ['minikube_active_dockerd'],
    pattern: /MINIKUBE_ACTIVE_DOCKERD=\S/,
  },
  {
    code: 'docker/daemon/hung',
    near: ['deadline exceeded running'],
    pattern: /deadline exceeded running "docker version/i,
    commands: [asRoot('systemctl', 'restart', 'docker')],
  },
  {
    code: 'docker/daemon/bad-config',
    near: ['configure the docker daemon with file'],
    pattern:
      /unable to configure the Docker daemon with file (?<path>\S{1,200}?):? (?<said>.{0,300})/i,
  },
  {
    code: 'docker/version/client-too-new',
    near: ['client is newer than server'],
    pattern: /client is newer than server/i,
  },
  {
    code: 'docker/version/too-old',
    near: ['unknown shorthand flag', 'in operand', 'less than the minimum required'],
    pattern:
      /unknown shorthand flag: 'a' in -a|unexpected "=" in operand|docker version is less than the minimum required/i,
  },
  {
    code: 'docker/version/minikube-api',
    near: ['client version '],
    pattern:
      /client version (?<version>[\d.]{1,9}) is too old\. Minimum supported API version is (?<wanted>[\d.]{1,9}\d)/i,
    when: ({ klog }) => klog !== undefined,
  },
  {
    code: 'docker/desktop/windows-containers',
    near: ['docker container type is windows'],
    pattern: /docker container type is windows/i,
  },
  {
    code: 'docker/storage/btrfs',
    near: ['btrfs', 'rootfs info', "'/var/lib/dpkg'"],
    pattern:
      /unsupported graph driver: btrfs|failed to get rootfs info.{0,300}could not find device with major: 0|'\/var\/lib\/dpkg': No such file/i,
    severity: 'error',
  },
  {
    code: 'docker/storage/zfs',
    near: ['over zfs'],
    pattern: /'overlay2' is not supported over zfs/i,
    severity: 'error',
  },
  {
    code: 'docker/storage/no-preload',
    near: ['storage driver'],
    pattern: /is currently using the (?<id>[a-z0-9-]{2,20}) storage driver/i,
  },
] as const satisfies readonly Signature[]

export const dockerSignatures: readonly (Signature & {
  readonly code: ReachedCode | (typeof others)[number]['code']
})[] = [...reaching, ...others]
