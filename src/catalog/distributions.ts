/**
 * The last day of support that needs no contract, by os-release's ID and VERSION_ID (or its first number). Source:
 * endoflife-date/endoflife.date@a70eca33 (2026-08-22), products/*.md: `eol`, for Debian `eoes`, the end of its LTS.
 */
const ends: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  centos: { '6': '2020-11-30', '7': '2024-06-30', '8': '2021-12-31' },
  'centos-stream': { '8': '2024-05-31', '9': '2027-05-31', '10': '2030-05-31' },
  debian: {
    '8': '2020-06-30',
    '9': '2022-07-01',
    '10': '2024-06-30',
    '11': '2026-08-31',
    '12': '2028-06-30',
    '13': '2030-06-30',
  },
  ubuntu: {
    '14.04': '2019-04-02',
    '16.04': '2021-04-02',
    '18.04': '2023-05-31',
    '20.04': '2025-05-31',
    '20.10': '2021-07-22',
    '21.04': '2022-01-20',
    '21.10': '2022-07-14',
    '22.04': '2027-04-01',
    '22.10': '2023-07-20',
    '23.04': '2024-01-20',
    '23.10': '2024-07-12',
    '24.04': '2029-05-31',
    '24.10': '2025-07-10',
    '25.04': '2026-01-17',
    '25.10': '2026-07-01',
    '26.04': '2031-04-30',
  },
  fedora: {
    '35': '2022-12-13',
    '36': '2023-05-16',
    '37': '2023-12-05',
    '38': '2024-05-21',
    '39': '2024-11-26',
    '40': '2025-05-13',
    '41': '2025-12-15',
    '42': '2026-05-27',
    '43': '2026-12-09',
    '44': '2027-06-02',
  },
  'opensuse-leap': {
    '15.4': '2023-12-07',
    '15.5': '2024-12-31',
    '15.6': '2026-04-30',
    '16.0': '2027-10-31',
  },
  amzn: { '2': '2026-06-30', '2023': '2029-06-30' },
  almalinux: { '8': '2029-05-31', '9': '2032-05-31', '10': '2035-05-31' },
  rocky: { '8': '2029-05-31', '9': '2032-05-31', '10': '2035-05-31' },
}

/** Last day of support as `YYYY-MM-DD`; undefined for what the table does not know. CentOS Stream shares CentOS's ID, not its dates. Pure. */
export const supportedUntil = (release: {
  readonly id: string
  readonly name: string
  readonly version: string
}): string | undefined => {
  const { id, name, version } = release
  const days = ends[id === 'centos' && /stream/i.test(name) ? 'centos-stream' : id]
  return days?.[version] ?? days?.[version.split('.')[0] ?? '']
}
