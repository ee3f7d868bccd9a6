import { expect, test } from 'vitest'
import { aptMetadata, apkMetadata, zypperMetadata } from '../../src/facts/package-sources.ts'

const debian = { name: 'Debian', id: 'debian', like: [], version: '12', codename: 'bookworm' }
const ubuntu = { name: 'Ubuntu', id: 'ubuntu', like: [], version: '24.04', codename: 'noble' }

test("apt's one-line lists: the release itself, not its updates, nor anybody else's", () => {
  const list = `# deb http://old.example/debian bookworm main
deb [arch=amd64 signed-by=/k.gpg] https://mirrors.example/debian/ bookworm main contrib # near
deb http://deb.debian.org/debian-security bookworm-security main
deb-src http://deb.debian.org/debian bookworm main
deb cdrom:[Debian 12]/ bookworm main
`
  const docker = 'deb https://download.docker.com/linux/debian bookworm stable\n'
  const files = { '/etc/apt/sources.list': list, '/etc/apt/sources.list.d/docker.list': docker }
  expect(aptMetadata(files, debian)).toEqual([
    'https://mirrors.example/debian/dists/bookworm/InRelease',
  ])
})

test("apt's deb822 stanzas, with what is switched off and commented out", () => {
  const text = `# The distribution's own
Types: deb deb-src
URIs: http://archive.ubuntu.com/ubuntu/
# URIs: http://commented.example/
Suites: noble noble-updates
 noble-backports
Components: main universe
Signed-By: /usr/share/keyrings/ubuntu-archive-keyring.gpg

Types: deb
URIs: http://off.example/ubuntu
Suites: noble
Components: universe
Enabled: no

Types: deb
URIs: http://main-alone.example/ubuntu
Suites: noble
Components: main
`
  expect(aptMetadata({ '/etc/apt/sources.list.d/ubuntu.sources': text }, ubuntu)).toEqual([
    'http://archive.ubuntu.com/ubuntu/dists/noble/InRelease',
  ])
})

const repo = (name: string, more: string): string => `[${name}]\nname=${name}\n${more}\n`

test('zypper: what is on, with the version filled in', () => {
  const suse = { name: 'openSUSE', id: 'opensuse-leap', like: [], version: '15.6', codename: '' }
  const base = 'baseurl=http://download.opensuse.org/distribution/leap/$releasever/repo/oss/'
  const files = {
    'oss.repo': repo('oss', `enabled=1\n${base}`),
    'off.repo': repo('off', `enabled=0\n${base}`),
    'arch.repo': repo('arch', 'enabled=1\nbaseurl=http://a.example/$basearch/'),
    'disk.repo': repo('disk', 'enabled=1\nbaseurl=hd:///?device=/dev/sda1'),
  }
  expect(zypperMetadata(files, suse)).toEqual([
    'http://download.opensuse.org/distribution/leap/15.6/repo/oss/repodata/repomd.xml',
  ])
})

test('apk: the community repositories', () => {
  const text = `https://dl-cdn.alpinelinux.org/alpine/v3.20/main
https://dl-cdn.alpinelinux.org/alpine/v3.20/community
#https://dl-cdn.alpinelinux.org/alpine/edge/community
/media/cdrom/apks
`
  expect(apkMetadata(text, 'aarch64')).toEqual([
    'https://dl-cdn.alpinelinux.org/alpine/v3.20/community/aarch64/APKINDEX.tar.gz',
  ])
})
