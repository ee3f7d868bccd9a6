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

/** What a person takes instead: the repository as the project writes it. Pure. */
export const repositoryFile = (folder: string): string =>
  `${bases[0]}/linux/${folder}/docker-ce.repo`

/** The fingerprint of the key, as docs.docker.com engine/install/centos tells it. */
export const rpmFingerprint = '060A61C51B558A7F742B77AAC52FEB6B621E9F35'

/** "Docker Release (CE rpm)", which signs all of these packages. */
export const rpmKey = `-----BEGIN PGP PUBLIC KEY BLOCK-----

mQINBFit5IEBEADDt86QpYKz5flnCsOyZ/fk3WwBKxfDjwHf/GIflo+4GWAXS7wJ
1PSzPsvSDATV10J44i5WQzh99q+lZvFCVRFiNhRmlmcXG+rk1QmDh3fsCCj9Q/yP
w8jn3Hx0zDtz8PIB/18ReftYJzUo34COLiHn8WiY20uGCF2pjdPgfxE+K454c4G7
gKFqVUFYgPug2CS0quaBB5b0rpFUdzTeI5RCStd27nHCpuSDCvRYAfdv+4Y1yiVh
KKdoe3Smj+RnXeVMgDxtH9FJibZ3DK7WnMN2yeob6VqXox+FvKYJCCLkbQgQmE50
uVK0uN71A1mQDcTRKQ2q3fFGlMTqJbbzr3LwnCBE6hV0a36t+DABtZTmz5O69xdJ
WGdBeePCnWVqtDb/BdEYz7hPKskcZBarygCCe2Xi7sZieoFZuq6ltPoCsdfEdfbO
+VBVKJnExqNZCcFUTEnbH4CldWROOzMS8BGUlkGpa59Sl1t0QcmWlw1EbkeMQNrN
spdR8lobcdNS9bpAJQqSHRZh3cAM9mA3Yq/bssUS/P2quRXLjJ9mIv3dky9C3udM
+q2unvnbNpPtIUly76FJ3s8g8sHeOnmYcKqNGqHq2Q3kMdA2eIbI0MqfOIo2+Xk0
rNt3ctq3g+cQiorcN3rdHPsTRSAcp+NCz1QF9TwXYtH1XV24A6QMO0+CZwARAQAB
tCtEb2NrZXIgUmVsZWFzZSAoQ0UgcnBtKSA8ZG9ja2VyQGRvY2tlci5jb20+iQI3
BBMBCgAhBQJYrep4AhsvBQsJCAcDBRUKCQgLBRYCAwEAAh4BAheAAAoJEMUv62ti
Hp816C0P/iP+1uhSa6Qq3TIc5sIFE5JHxOO6y0R97cUdAmCbEqBiJHUPNQDQaaRG
VYBm0K013Q1gcJeUJvS32gthmIvhkstw7KTodwOM8Kl11CCqZ07NPFef1b2SaJ7l
TYpyUsT9+e343ph+O4C1oUQw6flaAJe+8ATCmI/4KxfhIjD2a/Q1voR5tUIxfexC
/LZTx05gyf2mAgEWlRm/cGTStNfqDN1uoKMlV+WFuB1j2oTUuO1/dr8mL+FgZAM3
ntWFo9gQCllNV9ahYOON2gkoZoNuPUnHsf4Bj6BQJnIXbAhMk9H2sZzwUi9bgObZ
XO8+OrP4D4B9kCAKqqaQqA+O46LzO2vhN74lm/Fy6PumHuviqDBdN+HgtRPMUuao
xnuVJSvBu9sPdgT/pR1N9u/KnfAnnLtR6g+fx4mWz+ts/riB/KRHzXd+44jGKZra
IhTMfniguMJNsyEOO0AN8Tqcl0eRBxcOArcri7xu8HFvvl+e+ILymu4buusbYEVL
GBkYP5YMmScfKn+jnDVN4mWoN1Bq2yMhMGx6PA3hOvzPNsUoYy2BwDxNZyflzuAi
g59mgJm2NXtzNbSRJbMamKpQ69mzLWGdFNsRd4aH7PT7uPAURaf7B5BVp3UyjERW
5alSGnBqsZmvlRnVH5BDUhYsWZMPRQS9rRr4iGW0l+TH+O2VJ8aQ
=0Zqq
-----END PGP PUBLIC KEY BLOCK-----
`
