/** Where Docker's own packages lie, the project's address first. Source: pitfalls DOCK-1, docker-install install.sh (--mirror). */
const bases = [
  'https://download.docker.com',
  'https://mirrors.aliyun.com/docker-ce',
  'https://mirrors.tuna.tsinghua.edu.cn/docker-ce',
] as const

/**
 * The folder of each distribution by its ID. The folder `rhel` lacks what rebuilds of it need; they take that of CentOS. Source:
 * docs.docker.com engine/install (centos, fedora), docker/docs#15822, rocky-linux/documentation#2854.
 */
const folders: Readonly<Record<string, string>> = {
  centos: 'centos',
  rhel: 'centos',
  rocky: 'centos',
  almalinux: 'centos',
  fedora: 'fedora',
}

/** The folder of a distribution that has rpm packages; undefined where Docker makes none for it. Pure. */
export const rpmFolder = (distribution: string): string | undefined => folders[distribution]

const debFolders: ReadonlySet<string> = new Set(['debian', 'ubuntu'])

/** The same for a distribution that has deb packages. Source: docs.docker.com engine/install (debian, ubuntu). Pure. */
export const debFolder = (distribution: string): string | undefined =>
  debFolders.has(distribution) ? distribution : undefined

/** What the engine needs of them. Source: docs.docker.com engine/install/centos. */
export const communityPackages = ['docker-ce', 'docker-ce-cli', 'containerd.io'] as const

const sourcesOf = (folder: string, release: string, machine: string): readonly string[] =>
  bases.map((base) => `${base}/linux/${folder}/${release}/${machine}/stable`)

/** Addresses of the repositories' own metadata. Pure. */
export const rpmMetadata = (folder: string, release: string, machine: string): readonly string[] =>
  sourcesOf(folder, release, machine).map((source) => `${source}/repodata/repomd.xml`)

export const rpmKeyPath = '/etc/pki/rpm-gpg/RPM-GPG-KEY-k8s-doctor-docker'
export const rpmRepositoryPath = '/etc/yum.repos.d/k8s-doctor-docker.repo'

/**
 * dnf and yum take the next address where one does not answer, and nothing that this key has not signed. Seconds are theirs. Source:
 * dnf.conf(5), yum.conf(5): baseurl, gpgcheck, gpgkey, timeout. Pure.
 */
export const rpmRepository = (
  folder: string,
  sources: readonly string[] = sourcesOf(folder, '$releasever', '$basearch'),
  key = rpmKeyPath,
): string => `[k8s-doctor-docker]
name=Docker
baseurl=${sources.join('\n        ')}
enabled=1
gpgcheck=1
gpgkey=file://${key}
timeout=10
`

/** Docker's own packages for one release of a distribution. */
export interface DebSource {
  readonly source: string
  readonly codename: string
  /** Address of its signed metadata. */
  readonly metadata: string
}

/** Every address of them, the project's first. Pure. */
export const debSources = (folder: string, codename: string): readonly DebSource[] =>
  codename === ''
    ? []
    : bases.map((base) => {
        const source = `${base}/linux/${folder}`
        return { source, codename, metadata: `${source}/dists/${codename}/InRelease` }
      })

export const debKeyPath = '/etc/apt/keyrings/k8s-doctor-docker.asc'
export const debRepositoryPath = '/etc/apt/sources.list.d/k8s-doctor-docker.list'

/** apt takes nothing from there that this key has not signed. Source: sources.list(5) signed-by. Pure. */
export const debRepository = (source: string, codename: string, key = debKeyPath): string =>
  `deb [signed-by=${key}] ${source} ${codename} stable\n`

/** What a person takes instead: the repository as the project writes it. Pure. */
export const repositoryFile = (folder: string): string =>
  `${bases[0]}/linux/${folder}/docker-ce.repo`
