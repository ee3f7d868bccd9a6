// Reads and writes the tables of digests: one line a version, so that a change is one line in a diff.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const defaultFolder = 'src/catalog/data'

/** In which file, under which key, the digests of a program stand. */
export const tables = {
  minikube: { file: 'minikube-digests.json', key: 'sha256' },
  kubectl: { file: 'kubectl-digests.json', key: 'sha256' },
  kubeadm: { file: 'node-digests.json', key: 'kubeadm' },
  kubelet: { file: 'node-digests.json', key: 'kubelet' },
}

/** Where the sha512 of the archive stands that a program comes in, where nobody recorded the program's own sha256. */
export const archives = {
  kubectl: { file: 'archive-digests.json', key: 'client' },
  kubeadm: { file: 'archive-digests.json', key: 'node' },
  kubelet: { file: 'archive-digests.json', key: 'node' },
}

export const read = (folder, file) => JSON.parse(readFileSync(join(folder, file), 'utf8'))

const isTable = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

const rows = (table) => {
  const lines = Object.entries(table).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  )
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n}`
}

/** The file's text as it is kept. */
export const toText = (data) => {
  const parts = Object.entries(data).map(
    ([name, value]) =>
      `${JSON.stringify(name)}: ${isTable(value) ? rows(value) : JSON.stringify(value)}`,
  )
  return `{\n${parts.join(',\n')}\n}\n`
}

/** The new file whole or the old one untouched. */
export const write = (folder, file, data) => {
  const target = join(folder, file)
  writeFileSync(`${target}.new`, toText(data))
  renameSync(`${target}.new`, target)
}
