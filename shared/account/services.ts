/**
 * What a sweep collects: each service has its file here, which is loaded when one of its collectors has something to do.
 * The names are said here as well as there, so that a sweep can begin without loading them all.
 */
export const services = {
  lambda: { isGlobal: false, collectors: ['function', 'event-source-mapping'] },
  iam: { isGlobal: true, collectors: ['role', 'managed-policy'] },
} as const satisfies { readonly [service: string]: SweptService };

interface SweptService {
  /** Read once, whatever the number of Regions. */
  readonly isGlobal: boolean;
  readonly collectors: readonly string[];
}

export type ServiceName = keyof typeof services;

export const serviceNames = Object.keys(services) as readonly ServiceName[];

export const serviceOf = (collector: string): ServiceName | undefined =>
  serviceNames.find((service) => (services[service] as SweptService).collectors.includes(collector));

/** Every collector, functions first: they are what is asked about first. */
export const collectors: readonly { readonly name: string; readonly isGlobal: boolean }[] = serviceNames.flatMap(
  (service) => services[service].collectors.map((name) => ({ name, isGlobal: services[service].isGlobal })),
);
