/**
 * The engine's package in each distribution's own repositories, by package manager; what is missing has none. Source: Debian and Ubuntu
 * `docker.io`, openSUSE and Alpine `docker`.
 */
const packages: Readonly<Record<string, string>> = {
  apt: 'docker.io',
  zypper: 'docker',
  apk: 'docker',
}

/** The package that installs the engine; undefined where the distribution has none. Pure. */
export const dockerPackage = (manager: string): string | undefined => packages[manager]
