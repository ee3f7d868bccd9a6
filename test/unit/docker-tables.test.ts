import { expect, test } from 'vitest'
import { deadSince } from '../../src/catalog/dead-mirrors.ts'
import { lowestApiOfCli } from '../../src/catalog/docker-api.ts'
import { isKnownBadDesktop } from '../../src/catalog/docker-desktop.ts'
import { rootlessSupport } from '../../src/catalog/rootless.ts'
import { keepsPreload, unmeasuredDisk } from '../../src/catalog/storage.ts'
import { isRemote } from '../../src/facts/docker-endpoint.ts'
import { dockerEnv } from '../../src/facts/docker-env.ts'
import { ownerOf } from '../../src/facts/docker-manager.ts'
import { dockerPackages } from '../../src/fixes/upgrade-docker.ts'

test.for([
  ['ssh://jane@build.example.com', true],
  ['ssh://localhost', false],
  ['tcp://192.168.1.20:2375', true],
  ['tcp://127.0.0.1:2375', false],
  ['tcp://[::1]:2375', false],
  ['tcp://[fd00::5]:2376', true],
  ['tcp://:2375', false],
  ['tcp://docker:2375', true],
  ['https://h:2376', true],
  ['10.0.0.5:2375', true],
  ['unix:///run/user/1000/docker.sock', false],
  ['npipe:////./pipe/dockerDesktopLinuxEngine', false],
  [undefined, false],
] as const)('%s is remote: %s', ([address, remote]) => {
  expect(isRemote({ from: 'DOCKER_HOST', context: 'default', address })).toBe(remote)
})

test.for([
  ['unix:///run/user/1000/docker.sock', 'rootless'],
  ['unix:///Users/jane/.colima/default/docker.sock', 'colima'],
  ['unix:///Users/jane/.orbstack/run/docker.sock', 'orbstack'],
  ['unix:///Users/jane/.docker/run/docker.sock', 'desktop-mac'],
  ['unix:///home/jane/.docker/desktop/docker.sock', 'desktop-linux'],
  ['npipe:////./pipe/dockerDesktopLinuxEngine', 'desktop-windows'],
  ['unix:///run/user/1000/podman/podman.sock', undefined],
  ['tcp://10.0.0.5:2376', undefined],
] as const)('%s is kept by %s', ([address, owner]) => {
  expect(ownerOf(address)).toBe(owner)
})

test.for([
  ['a plain shell', { DOCKER_HOST: 'tcp://h:1' }, {}],
  [
    'a turned shell',
    { MINIKUBE_ACTIVE_DOCKERD: 'minikube', DOCKER_HOST: 'tcp://h:1' },
    { DOCKER_HOST: undefined, DOCKER_TLS_VERIFY: undefined, DOCKER_CERT_PATH: undefined },
  ],
  [
    'a turned shell with a choice before it',
    {
      MINIKUBE_ACTIVE_DOCKERD: 'minikube',
      DOCKER_HOST: 'tcp://h:1',
      MINIKUBE_EXISTING_DOCKER_HOST: 'unix:///x',
    },
    { DOCKER_HOST: 'unix:///x', DOCKER_TLS_VERIFY: undefined, DOCKER_CERT_PATH: undefined },
  ],
] as const)('docker is run as in %s', ([, env, expected]) => {
  expect(dockerEnv(env)).toEqual(expected)
})

test.for([
  ['v1.13.0', 'overlayfs', true],
  ['v1.25.2', 'overlay2', true],
  ['v1.25.2', 'overlayfs', false],
  ['v1.32.0', 'overlayfs', false],
  ['v1.33.0', 'overlayfs', true],
  ['v1.38.1', 'btrfs', false],
] as const)('minikube %s keeps its preload on %s: %s', ([minikube, driver, keeps]) => {
  expect(keepsPreload(minikube, driver)).toBe(keeps)
})

test.for([
  ['v1.25.2', 'v1.23.3', '--feature-gates'],
  ['v1.28.0', 'v1.25.0', undefined],
  ['v1.38.1', 'v1.35.1', '--extra-config'],
] as const)('on btrfs minikube %s tells Kubernetes %s with %s', ([minikube, kubernetes, name]) => {
  expect(unmeasuredDisk(minikube, kubernetes)?.name).toBe(name)
})

test.for([
  ['v1.13.1', 'taken'],
  ['v1.19.0', 'refused'],
  ['v1.22.0', 'refused'],
  ['v1.23.0', 'not-with-docker'],
  ['v1.31.2', 'not-with-docker'],
  ['v1.32.0', 'taken'],
] as const)('a rootless engine with minikube %s: %s', ([minikube, support]) => {
  expect(rootlessSupport(minikube)).toBe(support)
})

test.for([
  ['28.5.2', undefined],
  ['29.0.0', '1.44'],
  ['29.2.1', '1.44'],
  ['29.3.0', '1.40'],
] as const)('a docker command %s asks for API %s', ([version, api]) => {
  expect(lowestApiOfCli(version)).toBe(api)
})

test.for([
  ['4.16.0', 'win32', true],
  ['4.16.1', 'win32', false],
  ['4.34.0', 'darwin', true],
  ['4.34.0', 'win32', false],
] as const)('Desktop %s on %s is known to be bad: %s', ([version, os, bad]) => {
  expect(isKnownBadDesktop(version, os)).toBe(bad)
})

test.for([
  ['registry.docker-cn.com', '2019'],
  ['dockerhub.azk8s.cn', '2021-02'],
  ['ab12.mirror.aliyuncs.com', undefined],
  ['notregistry.docker-cn.com', undefined],
] as const)('the mirror %s ended %s', ([host, since]) => {
  expect(deadSince(host)).toBe(since)
})

test.for([
  ['apt', 'Docker Engine - Community', 'docker-ce'],
  ['apt', '', 'docker.io'],
  ['dnf', 'Docker Engine - Community', 'docker-ce'],
  ['dnf', '', undefined],
  ['apk', 'Docker Engine - Community', undefined],
  ['apt', 'Docker Desktop 4.38.0 (181591)', undefined],
] as const)('with %s the engine "%s" came as %s', ([manager, platform, first]) => {
  expect(dockerPackages(manager, platform)[0]).toBe(first)
})
