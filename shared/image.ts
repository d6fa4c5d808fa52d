/** A container image of Amazon ECR as a function names it. */
export interface ImageRef {
  readonly registry: string;
  readonly region: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const IMAGE =
  /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)(?::([^@]+))?(?:@(sha256:[0-9a-f]+))?$/;

/** Reads `111122223333.dkr.ecr.eu-west-1.amazonaws.com/orders:v1`, by tag or digest. */
export const parseImage = (uri: string): ImageRef | undefined => {
  const [, registry, region, repository, tag, digest] = IMAGE.exec(uri) ?? [];
  if (registry === undefined || region === undefined || repository === undefined) return undefined;
  return {
    registry,
    region,
    repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
};
