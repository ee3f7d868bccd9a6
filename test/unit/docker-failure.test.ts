import { expect, test } from 'vitest'
import { classifyDockerFailure, decisiveLine } from '../../src/facts/docker-failure.ts'
import type { DockerFailure } from '../../src/facts/docker-failure.ts'
import { complaintIn } from '../../src/facts/docker-service.ts'

const sock = 'unix:///var/run/docker.sock'
const dial = 'dial unix /var/run/docker.sock: connect: permission denied'
const get = 'Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.24/version"'
const pipe =
  'Get "http://%2F%2F.%2Fpipe%2Fdocker_engine/v1.24/version": open //./pipe/docker_engine'

/** Every wording of 19.03.0 to 29.7.2, placeholders filled. */
const wordings: readonly (readonly [string, DockerFailure, string])[] = [
  [
    'socket refuses, all',
    'not-running',
    `Cannot connect to the Docker daemon at ${sock}. Is the docker daemon running?`,
  ],
  [
    'docker info of 18.09',
    'not-running',
    `ERROR: Cannot connect to the Docker daemon at ${sock}. Is the docker daemon running?`,
  ],
  [
    'no socket file, 29',
    'not-running',
    `failed to connect to the docker API at ${sock}; check if the path is correct and if the daemon is running: dial unix /var/run/docker.sock: connect: no such file or directory`,
  ],
  [
    'Desktop stopped, mac, 28',
    'not-running',
    'Cannot connect to the Docker daemon at unix:///Users/jane/.docker/run/docker.sock. Is the docker daemon running?',
  ],
  [
    'pipe missing, 20.10',
    'not-running',
    `error during connect: This error may indicate that the docker daemon is not running.: ${pipe}: The system cannot find the file specified.`,
  ],
  [
    'pipe missing, 24',
    'not-running',
    `error during connect: this error may indicate that the docker daemon is not running: ${pipe}: The system cannot find the file specified.`,
  ],
  [
    'pipe missing, French',
    'not-running',
    `error during connect: this error may indicate that the docker daemon is not running: ${pipe}: Le fichier spécifié est introuvable.`,
  ],
  [
    'pipe missing, not elevated',
    'not-running',
    `error during connect: in the default daemon configuration on Windows, the docker client must be run with elevated privileges to connect: ${pipe}: The system cannot find the file specified.`,
  ],
  [
    'pipe missing, not elevated, 20.10',
    'not-running',
    'error during connect: In the default daemon configuration on Windows, the docker client must be run with elevated privileges to connect.',
  ],
  [
    'pipe missing, 29',
    'not-running',
    'failed to connect to the docker API at npipe:////./pipe/dockerDesktopLinuxEngine; check if the path is correct and if the daemon is running: open //./pipe/dockerDesktopLinuxEngine: The system cannot find the file specified.',
  ],
  [
    'pipe closed to the user',
    'permission',
    `error during connect: in the default daemon configuration on Windows, the docker client must be run with elevated privileges to connect: ${pipe}: Access is denied.`,
  ],
  [
    'permission, 19.03',
    'permission',
    `Got permission denied while trying to connect to the Docker daemon socket at ${sock}: Get http://%2Fvar%2Frun%2Fdocker.sock/v1.40/version: ${dial}`,
  ],
  [
    'permission, 20.10',
    'permission',
    `Got permission denied while trying to connect to the Docker daemon socket at ${sock}: ${get}: ${dial}`,
  ],
  [
    'permission, 24',
    'permission',
    `permission denied while trying to connect to the Docker daemon socket at ${sock}: ${get}: ${dial}`,
  ],
  [
    'permission, 29',
    'permission',
    `permission denied while trying to connect to the docker API at ${sock}`,
  ],
  [
    'Desktop paused',
    'paused',
    'Error response from daemon: Docker Desktop is manually paused. Unpause it through the Whale menu or Dashboard.',
  ],
  [
    'backend starting',
    'starting',
    'request returned 500 Internal Server Error for API route and version http://%2Fvar%2Frun%2Fdocker.sock/v1.47/version, check if the server supports the requested API version',
  ],
  [
    'backend starting, 503',
    'starting',
    'request returned 503 Service Unavailable for API route and version http://%2F%2F.%2Fpipe%2FdockerDesktopLinuxEngine/v1.51/version, check if the server supports the requested API version',
  ],
  [
    'unknown host, 28',
    'bad-host',
    'error during connect: Get "http://h:2375/v1.24/version": dial tcp: lookup h: no such host',
  ],
  [
    'unknown host, with a resolver',
    'bad-host',
    'error during connect: Get "http://h:2375/v1.24/version": dial tcp: lookup h on 127.0.0.53:53: server misbehaving',
  ],
  [
    'unknown host, 29',
    'bad-host',
    'failed to connect to the docker API at tcp://h:2375: lookup h: no such host',
  ],
  ['malformed host', 'bad-host', 'unable to parse docker host `h`'],
  ['malformed address', 'bad-host', 'invalid bind address format: h:x'],
  ['malformed address, 20.10', 'bad-host', 'Invalid bind address format: h:x'],
  ['malformed scheme', 'bad-host', 'invalid proto, expected tcp: udp://h'],
  [
    'host and context, 20.10',
    'bad-context',
    'Conflicting options: either specify --host or --context, not both',
  ],
  [
    'host and context, 28',
    'bad-context',
    'conflicting options: cannot specify both --host and --context',
  ],
  [
    'context missing, 20.10',
    'bad-context',
    'Current context "lab" is not found on the file system, please check your config file at /home/jane/.docker/config.json',
  ],
  [
    'context missing, 24',
    'bad-context',
    'unable to resolve docker endpoint: context "lab": context not found: open /home/jane/.docker/contexts/meta/a5/meta.json: no such file or directory',
  ],
  [
    'plain client, TLS engine',
    'tls',
    'error during connect: Get "http://h:2376/v1.24/version": net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x15\\x03".\n* Are you trying to connect to a TLS-enabled daemon without TLS?',
  ],
  [
    'client certificate',
    'tls',
    'error during connect: the server probably has client authentication (--tlsverify) enabled; check your TLS client certification settings: Get "https://h:2376/v1.24/version": remote error: tls: certificate required',
  ],
  [
    'client certificate, 20.10',
    'tls',
    'The server probably has client authentication (--tlsverify) enabled. Please check your TLS client certification settings: remote error: tls: bad certificate',
  ],
  [
    'unknown authority',
    'tls',
    'error during connect: Get "https://h:2376/v1.24/version": x509: certificate signed by unknown authority',
  ],
  [
    'old client',
    'client-too-old',
    'Error response from daemon: client version 1.42 is too old. Minimum supported API version is 1.44, please upgrade your client to a newer version',
  ],
  [
    'new client',
    'client-too-new',
    'Error response from daemon: client version 1.52 is too new. Maximum supported API version is 1.41',
  ],
  [
    'old engine',
    'engine-too-old',
    'API version 1.41 is not supported by this client: the minimum supported API version is 1.44',
  ],
  [
    'WSL stub',
    'wsl-integration-off',
    "\nThe command 'docker' could not be found in this WSL 2 distro.\nWe recommend to activate the WSL integration in Docker Desktop settings.",
  ],
  [
    'WSL 1 stub',
    'wsl-integration-off',
    "The command 'docker' could not be found in this WSL 1 distro.",
  ],
  [
    'ssh',
    'other',
    'error during connect: Get "http://docker.example.com/v1.24/version": command [ssh -o ConnectTimeout=30 -T -- h docker system dial-stdio] has exited with exit status 255',
  ],
  ['a web page', 'other', '<!DOCTYPE html><html></html>'],
  ['not UTF-8', 'other', '\u{FFFD}\u{FFFD}\u{FFFD}'],
  ['nothing', 'other', ''],
]

test.for(wordings)('%s', ([, failure, text]) => {
  expect(classifyDockerFailure(text)).toBe(failure)
})

test.for([
  [
    'the deciding line',
    'WARNING: Error loading config file: /root/.docker/config.json: EOF\nEmulate Docker CLI using podman. Create x\nsomething\nCannot connect to the Docker daemon at x. Is the docker daemon running?',
    'Cannot connect to the Docker daemon at x. Is the docker daemon running?',
  ],
  ['else the first', '\n<!DOCTYPE html>\n<html>', '<!DOCTYPE html>'],
  ['else nothing', '\n\n', ''],
] as const)('quotes %s', ([, text, line]) => {
  expect(decisiveLine(text)).toBe(line)
})

test.for([
  [
    'a refusal to start',
    'time="x" level=info msg="Starting up"\nfailed to start daemon: error initializing graphdriver: driver not supported\ndocker.service: Failed',
    'failed to start daemon: error initializing graphdriver: driver not supported',
  ],
  [
    'a broken file',
    'unable to configure the Docker daemon with file /etc/docker/daemon.json: EOF\n',
    'unable to configure the Docker daemon with file /etc/docker/daemon.json: EOF',
  ],
  [
    'the message of the last error',
    String.raw`time="2026-11-20T09:00:00Z" level=error msg="open \"/x\": no space left on device" module=y`,
    'open "/x": no space left on device',
  ],
  ['nothing', 'time="x" level=info msg="API listen on /run/docker.sock"', undefined],
] as const)('the journal complains of %s', ([, journal, line]) => {
  expect(complaintIn(journal)).toBe(line)
})
