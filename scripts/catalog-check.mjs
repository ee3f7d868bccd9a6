// `npm run catalog:check`: shapes, no digest twice, and the built-in profiles' pairs complete on
// every platform where they can run. `--data FOLDER` checks other tables.
import { parseArgs } from 'node:util'
import { archives, defaultFolder, read, tables } from './catalog-data.mjs'
import { load } from './load.mjs'

const { values } = parseArgs({ options: { data: { type: 'string', default: defaultFolder } } })
const { builtIn, isFatal, judgePair, newestFor, platforms } = await load({
  'src/profiles/built-in.ts': ['builtIn'],
  'src/profiles/newest.ts': ['newestFor'],
  'src/facts/compat.ts': ['isFatal', 'judgePair'],
  'src/model/profile.ts': ['platforms'],
})

const problems = []
const shapes = { sha256: /^[0-9a-f]{64}$/, sha512: /^[0-9a-f]{128}$/ }
const isDigest = (text, algorithm = 'sha256') =>
  typeof text === 'string' && shapes[algorithm].test(text)
const isSource = (value) =>
  [value].flat().length > 0 && [value].flat().every((text) => typeof text === 'string')

/** Every `tool version platform` that has a digest. */
const known = new Set()
const owners = new Map()
/** Calls back for each well-named entry of a table. */
const eachDigest = ({ file, key }, tool, algorithm, use) => {
  const data = read(values.data, file)
  if (!isSource(data.source)) problems.push(`${file}: no source`)
  for (const [version, digests] of Object.entries(data[key] ?? {})) {
    if (!/^v\d+\.\d+\.\d+(-[0-9A-Za-z.]+)?$/.test(version))
      problems.push(`${file}: ${tool} ${version} is no version`)
    for (const [platform, digest] of Object.entries(digests)) {
      const name = `${tool} ${version} ${platform}`
      if (!/^(linux|darwin|windows)-[a-z0-9]+$/.test(platform))
        problems.push(`${name}: no platform`)
      if (!isDigest(digest, algorithm)) problems.push(`${name}: no ${algorithm}: ${digest}`)
      use(name, digest)
    }
  }
}
for (const [tool, table] of Object.entries(tables))
  eachDigest(table, tool, 'sha256', (name, digest) => {
    if (owners.has(digest)) problems.push(`${name}: the digest of ${owners.get(digest)}`)
    owners.set(digest, name)
    known.add(name)
  })
for (const [tool, table] of Object.entries(archives))
  eachDigest(table, tool, 'sha512', (name, digest) => {
    const owner = `${table.key} archive of ${name.replace(`${tool} `, '')}`
    if ((owners.get(digest) ?? owner) !== owner)
      problems.push(`${name}: the digest of ${owners.get(digest)}`)
    owners.set(digest, owner)
    known.add(name)
  })

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

/** What a course that takes the newest means on a platform; undefined where it has none to offer. */
const courseOn = ({ newest, pair, runtime }, platform) =>
  newest === true ? newestFor(platform, undefined) : { pair, runtime }

for (const course of builtIn) {
  for (const name of platforms) {
    const [os, arch] = name.split('-')
    const { id, driver } = course
    const { pair, runtime } = courseOn(course, name) ?? {}
    if (pair === undefined) {
      problems.push(`${id} on ${name}: no release`)
      continue
    }
    if (judgePair(pair, { platform: { os, arch }, driver, runtime }).some(isFatal)) continue
    // What follows the newest can be installed; what its node fetches minikube verifies.
    const files = needed(pair, name).slice(0, course.newest === true ? 2 : undefined)
    for (const file of files)
      if (!known.has(file)) problems.push(`${id} on ${name}: no digest of ${file}`)
  }
}

// The rows: nothing that a release must say is missing, and what has no digest is said to have none.
const { asOf, releases } = read(values.data, 'minikube.json')
const { sha256: recorded, unrecorded = {} } = read(values.data, tables.minikube.file)
const { tags } = read(values.data, 'kubernetes-images.json')
if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf) || Number.isNaN(Date.parse(asOf)))
  problems.push(`minikube.json: asOf ${asOf} is no day`)
for (const [version, row] of Object.entries(releases)) {
  const wrong = (what) => problems.push(`minikube.json: ${version}: ${what}`)
  for (const bound of ['oldest', 'default', 'newest'])
    if (!/^v\d+\.\d+\.\d+/.test(row.kubernetes?.[bound] ?? '')) wrong(`no ${bound} Kubernetes`)
  if (!/^sha256:[0-9a-f]{64}$/.test(row.kicbase?.digest ?? '')) wrong('no digest of kicbase')
  if (!['docker', 'containerd', 'cri-o'].includes(row.runtime)) wrong(`runtime ${row.runtime}`)
  if (!/^(docker\.io\/)?kindest\/kindnetd:/.test(row.kindnet ?? '')) wrong('no kindnet')
  if (!['no', 'unproven', 'docker runtime only', 'yes'].includes(row.node?.cgroupV2))
    wrong(`cgroup v2: ${row.node?.cgroupV2}`)
  const { usable, recommended, floor, cap } = row.memory ?? {}
  if (!(usable <= recommended && recommended <= floor && floor < cap)) wrong('memory')
  if (row.kubernetes?.default && !(row.kubernetes.default in tags))
    wrong(`no images of Kubernetes ${row.kubernetes.default}`)
  if (!(version in recorded) && !(version in unrecorded)) wrong('no platform')
}
for (const [version, names] of Object.entries(unrecorded))
  for (const name of names)
    if (name in (recorded[version] ?? {}))
      problems.push(`minikube ${version} ${name}: unrecorded, and has a digest`)

for (const problem of problems) console.error(problem)
console.log(`catalog: ${owners.size} digests, ${problems.length} problems`)
process.exitCode = problems.length === 0 ? 0 : 1
