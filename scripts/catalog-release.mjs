// Reads what a minikube release's own source says of it, for its row in the catalog. Each value is looked for in the form it has had since
// v1.25.2; where that form is not there exactly once, nothing is guessed: `Unreadable` names the value and the file.

export class Unreadable extends Error {}

const root = 'pkg/minikube'
const files = {
  constants: `${root}/constants/constants.go`,
  images: `${root}/constants/constants_kubeadm_images.go`,
  kicbase: 'pkg/drivers/kic/types.go',
  preload: `${root}/download/preload.go`,
  addresses: `${root}/download/download.go`,
  start: 'cmd/minikube/cmd/start.go',
  flags: 'cmd/minikube/cmd/start_flags.go',
  kindnet: `${root}/bootstrapper/images/images.go`,
  docker: `${root}/registry/drvs/docker/docker.go`,
  makefile: 'Makefile',
  entrypoint: 'deploy/kicbase/entrypoint',
}

const version = 'v\\d+\\.\\d+\\.\\d+[\\w.-]*'

/** The one value a pattern's group holds. */
const one = (texts, file, what, pattern) => {
  const found = [...texts[file].matchAll(new RegExp(pattern, 'gm'))].map(([, value]) => value)
  if (new Set(found).size !== 1)
    throw new Unreadable(
      `${what}: ${found.length === 0 ? 'not found' : found.join(', ')} in ${files[file]}`,
    )
  return found[0]
}

/** A Go function's text, from its name to the brace that ends it. */
const body = (texts, file, name) =>
  one(texts, file, `function ${name}`, `^func ${name}\\(([\\s\\S]*?)^\\}`)

const runtimes = { Docker: 'docker', Containerd: 'containerd', CRIO: 'cri-o' }

const runtime = (texts) => {
  const own = { start: body(texts, 'start', 'defaultRuntime') }
  const name = one(own, 'start', 'default runtime', 'return (\\S.*)$')
  const known = runtimes[name.replace(/^constants\./, '')]
  if (known === undefined)
    throw new Unreadable(`default runtime: ${name} in ${files.start} is no constant we know`)
  return known
}

const memory = (texts) => {
  const own = { ...texts, start: `func ${body(texts, 'start', 'suggestMemoryAllocation')}` }
  const mib = (file, what, pattern) =>
    Number(one(file === 'start' ? own : texts, file, what, pattern))
  return {
    usable: mib('flags', 'usable memory', '^\\s*minUsableMem\\s*= (\\d+)\\b'),
    recommended: mib('flags', 'recommended memory', '^\\s*minRecommendedMem\\s*= (\\d+)\\b'),
    floor: mib('start', 'least memory', '^\\s*const fallback = (\\d+)$'),
    cap: mib('start', 'most memory', '^\\s*maximum := (\\d+)$'),
  }
}

/** In the order in which the release asks when nobody chose a source. */
const preloadOrder = (texts) => {
  if (!/PreloadExistsG/.test(texts.preload)) return 'U2'
  const choice = body(texts, 'preload', 'PreloadExists')
  const asked = [...(choice.split('default:')[1] ?? '').matchAll(/PreloadExists(GH|GCS)\(/g)]
  const order = asked.map(([, name]) => name).join(' ')
  if (order === 'GCS GH') return 'U3g'
  if (order === 'GH GCS') return 'U3'
  throw new Unreadable(`order of preload sources: ${order || 'not found'} in ${files.preload}`)
}

const kicbase = (texts) => {
  const repository = one(texts, 'kicbase', 'repository of kicbase', '^\\s*gcrRepo = "([^"]+)"')
  const hub = one(texts, 'kicbase', 'kicbase at Docker Hub', '^\\s*dockerhubRepo = "([^"]+)"')
  const fallbacks = { 'docker.io/kicbase/stable': 'F5', 'docker.io/kicbase/build': 'F6' }[hub]
  if (fallbacks === undefined) throw new Unreadable(`kicbase at Docker Hub: ${hub}`)
  const digest = one(texts, 'kicbase', 'digest of kicbase', '^\\s*baseImageSHA = "([0-9a-f]{64})"')
  return {
    image: repository,
    tag: one(texts, 'kicbase', 'tag of kicbase', `^\\s*Version = "(${version})"`),
    digest: `sha256:${digest}`,
    fallbacks,
  }
}

const kubernetes = (texts) => {
  const bound = (name) =>
    one(texts, 'constants', `${name} Kubernetes`, `^\\s*${name}KubernetesVersion = "(${version})"`)
  return { oldest: bound('Oldest'), default: bound('Default'), newest: bound('Newest') }
}

const kindnet = (texts) => {
  const text = { kindnet: `func ${body(texts, 'kindnet', 'KindNet')}` }
  const folder = one(text, 'kindnet', 'folder of kindnet', 'repo = "([\\w./]+)"')
  return `${folder}/${one(text, 'kindnet', 'tag of kindnet', '"(kindnetd:[\\w.-]+)"')}`
}

const dockerCheck = (texts) => {
  const bound = (name) =>
    one(texts, 'docker', `${name} Docker`, `^\\s*${name}DockerVersion\\s*= "([\\d.]+)"`)
  return { min: bound('min'), recommended: bound('recommended'), below_min: 'fatal' }
}

const cgroupV2 = (texts) => {
  if (texts.entrypoint.includes('/sys/fs/cgroup/cgroup.controllers')) return 'yes'
  throw new Unreadable(`cgroup v2: not found in ${files.entrypoint}`)
}

/** What the release's files leave open, taken over from the release before; to be looked at by hand. */
export const carried = ['dockerApi', 'dockerDriver', 'criDockerd', 'binaryCache', 'flagsAbsent']

/** A release's row. `read` gives the text of a file of its tag; `before` is the row of the release before it. Throws `Unreadable`. */
export const deriveRelease = async (read, { published, before }) => {
  const texts = Object.fromEntries(
    await Promise.all(Object.entries(files).map(async ([key, path]) => [key, await read(path)])),
  )
  const row = {
    published,
    kubernetes: kubernetes(texts),
    kicbase: kicbase(texts),
    preload: {
      version: one(texts, 'preload', 'generation of preloads', '^\\s*PreloadVersion = "(v\\d+)"'),
      url: preloadOrder(texts),
    },
    storageProvisioner: one(
      texts,
      'makefile',
      'storage provisioner',
      '^STORAGE_PROVISIONER_TAG \\?= (v\\d+)$',
    ),
    memory: memory(texts),
    dockerCheck: dockerCheck(texts),
    binaryHost: one(texts, 'addresses', 'host of programs', '^\\s*releaseHost = "([\\w.]+)"'),
    runtime: runtime(texts),
    node: { docker: null, cgroupV2: cgroupV2(texts) },
    kindnet: kindnet(texts),
  }
  return { ...row, ...Object.fromEntries(carried.map((name) => [name, before[name]])) }
}

/** Tags of pause, etcd and CoreDNS by version of Kubernetes, as the release's table has them. */
export const deriveImages = async (read) => {
  const text = await read(files.images)
  const entries = [...text.matchAll(new RegExp(`^\\s*"(${version})": \\{([^}]*)\\}`, 'gm'))]
  if (entries.length === 0)
    throw new Unreadable(`images of Kubernetes: not found in ${files.images}`)
  return Object.fromEntries(
    entries.map(([, name, rows]) => {
      const tags = Object.fromEntries(
        [...rows.matchAll(/"(?:coredns\/)?(\w+)":\s*"([\w.-]+)"/g)].map(([, key, tag]) => [
          key,
          tag,
        ]),
      )
      const { pause, etcd, coredns } = tags
      if ([pause, etcd, coredns].includes(undefined))
        throw new Unreadable(`images of Kubernetes ${name}: not complete in ${files.images}`)
      return [name, [pause, etcd, coredns]]
    }),
  )
}
