import * as v from 'valibot'
import { minimumCpus } from '../catalog/minikube.ts'
import { drivers, lessonKinds, platforms, requirements, runtimes } from '../model/profile.ts'
import { isRange } from '../model/version.ts'
import { defaults } from './defaults.ts'
import { clusterPattern, idPattern, isReservedCluster, longestCluster } from './formats.ts'
import {
  count,
  images,
  line,
  longestList,
  mapping,
  mebibytes,
  mirrors,
  sha256,
  version,
} from './schema-values.ts'

const pair = {
  minikube: version('Release of minikube, all three numbers: v1.25.2.'),
  kubernetes: version('Version of Kubernetes that minikube is to start: v1.23.3.'),
}

const digestsOf = (tool: string) =>
  mapping(
    v.entriesFromList(platforms, v.optional(sha256)),
    `Platform, such as linux-amd64, to the sha256 of its ${tool}.`,
  )

const { cpus, memory, disk } = defaults.resources

const resources = {
  cpus: v.optional(
    mapping(
      {
        comfortable: v.optional(
          count(
            [minimumCpus, 1024],
            'cpus',
            'CPUs with which the lessons run well; fewer are a warning.',
          ),
          cpus.comfortable,
        ),
      },
      'Processors.',
    ),
    {},
  ),
  memory: v.optional(
    mapping(
      {
        comfortable: v.optional(
          mebibytes('MiB with which the lessons run well; less is a warning. 8192 is 8 GiB.'),
          memory.comfortable,
        ),
      },
      'Memory of the machine, in MiB.',
    ),
    {},
  ),
  disk: v.optional(
    mapping(
      {
        minimum: v.optional(
          mebibytes('MiB of free space below which the start fails: an error.'),
          disk.minimum,
        ),
        comfortable: v.optional(
          mebibytes('MiB of free space below which lessons run short: a warning.'),
          disk.comfortable,
        ),
      },
      'Free space where docker keeps its data, in MiB.',
    ),
    {},
  ),
}

const title = v.pipe(
  v.union(
    [
      line,
      v.strictObject(
        {
          en: v.pipe(line, v.description('English.')),
          zh: v.exactOptional(v.pipe(line, v.description('Chinese.'))),
        },
        'title',
      ),
    ],
    'title',
  ),
  v.description('What the course is called, in one line; in one language, or in both.'),
)

/** The file an instructor writes. Everything but id, title, minikube and kubernetes has a default. */
export const profileSchema = v.pipe(
  v.strictObject(
    {
      $schema: v.optional(
        v.pipe(v.string('text'), v.description('Where an editor finds this schema; ignored.')),
      ),
      schema: v.optional(
        v.pipe(
          v.literal('k8s-doctor/profile/1', 'schema'),
          v.description('The format of this file.'),
        ),
        'k8s-doctor/profile/1',
      ),
      id: v.pipe(
        v.string('id'),
        v.regex(idPattern, 'id'),
        v.maxLength(64, 'id'),
        v.description('Short name of the course: lower-case letters, digits, single dashes.'),
      ),
      title,
      ...pair,
      alternatives: v.optional(
        v.pipe(
          v.array(v.strictObject(pair, 'mapping'), 'list'),
          v.maxLength(longestList, 'list-long'),
          v.description(
            'Other pairs you accept, the best first: chosen where the pinned pair cannot work.',
          ),
        ),
        defaults.alternatives,
      ),
      driver: v.optional(
        v.pipe(v.picklist(drivers, 'one-of'), v.description('Driver of minikube.')),
        defaults.driver,
      ),
      runtime: v.optional(
        v.pipe(v.picklist(runtimes, 'one-of'), v.description('Container runtime in the cluster.')),
        defaults.runtime,
      ),
      requires: v.optional(
        v.pipe(
          v.array(v.picklist(requirements, 'one-of'), 'list'),
          v.maxLength(longestList, 'list-long'),
          v.description(
            'In what an existing cluster must match the course; a cluster that differs in anything else is kept.',
          ),
        ),
        defaults.requires,
      ),
      docker: v.optional(
        v.pipe(
          v.string('range'),
          v.maxLength(200, 'range'),
          v.check((text) => text.trim() !== '' && isRange(text), 'range'),
          v.description('Versions of the Docker engine you accept, as a semver range: >=20.10.0.'),
        ),
        defaults.docker,
      ),
      nodes: v.optional(count([1, 100], 'nodes', 'Nodes of the cluster.'), defaults.nodes),
      resources: v.optional(mapping(resources, 'What the lessons need of the machine.'), {}),
      lessons: v.optional(
        mapping(
          {
            images: v.optional(images, defaults.lessons.images),
            first: v.exactOptional(
              v.pipe(
                v.picklist(lessonKinds, 'one-of'),
                v.description(
                  'How the first lesson runs the first image: as a pod, or as a service (a Deployment behind a NodePort). Tried after a start.',
                ),
              ),
            ),
          },
          'What the lessons use.',
        ),
        {},
      ),
      mirrors: v.optional(mirrors, defaults.mirrors),
      cluster: v.optional(
        v.pipe(
          v.string('cluster'),
          v.regex(clusterPattern, 'cluster'),
          v.maxLength(longestCluster, 'cluster-long'),
          v.check((name) => !isReservedCluster(name), 'cluster-reserved'),
          v.description("Name of the course's cluster (minikube's profile)."),
        ),
        defaults.cluster,
      ),
      digests: v.optional(
        mapping(
          {
            minikube: v.optional(digestsOf('minikube')),
            kubectl: v.optional(digestsOf('kubectl')),
          },
          'sha256 of the pinned minikube and kubectl, for releases k8s-doctor does not know.',
        ),
      ),
    },
    'mapping',
  ),
  v.title('Course profile of k8s-doctor'),
  v.description('What a course needs of a machine. Data only: nothing in it is ever run.'),
)

export type ProfileFile = v.InferOutput<typeof profileSchema>
export type ProfileInput = v.InferInput<typeof profileSchema>
