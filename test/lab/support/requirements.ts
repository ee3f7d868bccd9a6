import { accessSync, constants, existsSync } from 'node:fs'

const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin', '/bin']

/** Where a program is; undefined when it is not installed. */
export const findProgram = (name: string): string | undefined =>
  folders
    .map((folder) => `${folder}/${name}`)
    .find((file) => {
      try {
        accessSync(file, constants.X_OK)
        return true
      } catch {
        return false
      }
    })

const programs = [
  'dockerd',
  'docker',
  'iptables',
  'busybox',
  'setpriv',
  'unshare',
  'slirp4netns',
  'apt-get',
  'ip',
  'openssl',
  'docker-registry',
  'nginx',
  'dnf',
  'rpmbuild',
  'createrepo_c',
  'gpg-agent',
  'squid',
  'dnsmasq',
] as const

/** Why this machine cannot run the lab; undefined when it can. */
export const whyNoLab = (): string | undefined => {
  if (process.platform !== 'linux') return 'it needs Linux'
  if (process.getuid?.() !== 0) return 'it needs root'
  if (!existsSync('/dev/net/tun')) return 'it needs /dev/net/tun'
  const missing = programs.filter((name) => findProgram(name) === undefined)
  return missing.length === 0
    ? undefined
    : `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not installed`
}
