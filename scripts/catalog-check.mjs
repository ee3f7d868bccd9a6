// `npm run catalog:check`: shapes, no digest twice, sizes that belong to a digest, and the built-in profiles' pairs complete on
// every platform where they can run. `--data FOLDER` checks other tables.
import { parseArgs } from 'node:util'
import { defaultFolder, pieceBytes, read, sizes, tables } from './catalog-data.mjs'
import { load } from './load.mjs'

const { values } = parseArgs({ options: { data: { type: 'string', default: defaultFolder } } })
const { builtIn, isFatal, judgePair, platforms } = await load({
  'src/profiles/built-in.ts': ['builtIn'],
  'src/facts/compat.ts': ['isFatal', 'judgePair'],
  'src/model/profile.ts': ['platforms'],
})

const noTable = 'no public table records it; kubespray and hermit list amd64, arm64 and arm only'
const noSha256 = 'only sha512 sums of it are recorded; one catalog:update fills it in'

/** What nobody has published where we could read it. A gap that is filled must be taken off this list. */
const gaps = {
  'kubectl v1.19.2 darwin-amd64': noSha256,
  'kubectl v1.19.2 windows-amd64': noSha256,
  ...Object.fromEntries(
    ['kubectl', 'kubeadm', 'kubelet'].flatMap((tool) =>
      ['v1.23.3', 'v1.35.1'].flatMap((version) =>
        ['linux-ppc64le', 'linux-s390x'].map((platform) => [
          `${tool} ${version} ${platform}`,
          noTable,
        ]),
      ),
    ),
  ),
}

const problems = []
const isDigest = (text) => typeof text === 'string' && /^[0-9a-f]{64}$/.test(text)
const isSource = (value) =>
  [value].flat().length > 0 && [value].flat().every((text) => typeof text === 'string')

/** Every `tool version platform` with its digest. */
const known = new Map()
const owners = new Map()
for (const [tool, { file, key }] of Object.entries(tables)) {
  const data = read(values.data, file)
  if (!isSource(data.source)) problems.push(`${file}: no source`)
  for (const [version, digests] of Object.entries(data[key] ?? {})) {
    if (!/^v\d+\.\d+\.\d+(-[0-9A-Za-z.]+)?$/.test(version))
      problems.push(`${file}: ${tool} ${version} is no version`)
    for (const [platform, digest] of Object.entries(digests)) {
      const name = `${tool} ${version} ${platform}`
      if (!/^(linux|darwin|windows)-[a-z0-9]+$/.test(platform))
        problems.push(`${name}: no platform`)
      if (!isDigest(digest)) problems.push(`${name}: no sha256: ${digest}`)
      if (owners.has(digest)) problems.push(`${name}: the digest of ${owners.get(digest)}`)
      owners.set(digest, name)
      known.set(name, digest)
    }
  }
}

for (const [digest, { size, chunks }] of Object.entries(read(values.data, sizes).files)) {
  const name = owners.get(digest)
  if (name === undefined) problems.push(`${sizes}: ${digest} belongs to no release`)
  if (!Number.isSafeInteger(size) || size <= 0) problems.push(`${sizes}: ${name}: size ${size}`)
  if (chunks === undefined) continue
  if (chunks.length !== Math.ceil(size / pieceBytes) || !chunks.every(isDigest))
    problems.push(`${sizes}: ${name}: the pieces do not fit the size`)
}

/** What a course installs on a platform, and what its node, a Linux of the same CPU, fetches. */
const needed = ({ minikube, kubernetes }, platform) => {
  const node = platform.replace(/^\w+/, 'linux')
  return [
    `minikube ${minikube} ${platform}`,
    `kubectl ${kubernetes} ${platform}`,
    `kubeadm ${kubernetes} ${node}`,
    `kubelet ${kubernetes} ${node}`,
  ]
}

const open = new Set(Object.keys(gaps))
for (const { id, pair, driver, runtime } of builtIn) {
  for (const name of platforms) {
    const [os, arch] = name.split('-')
    if (judgePair(pair, { platform: { os, arch }, driver, runtime }).some(isFatal)) continue
    for (const file of needed(pair, name)) {
      if (known.has(file)) continue
      open.delete(file)
      if (gaps[file] === undefined) problems.push(`${id} on ${name}: no digest of ${file}`)
    }
  }
}
for (const gap of open) problems.push(`${gap} is no gap any more: take it off the list`)

for (const problem of problems) console.error(problem)
console.log(
  `catalog: ${known.size} digests, ${Object.keys(gaps).length} known gaps, ${problems.length} problems`,
)
process.exitCode = problems.length === 0 ? 0 : 1
