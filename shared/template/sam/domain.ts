import { isObject, type Json } from '../../json.ts';
import { gotOf } from '../raw.ts';
import {
  alphanumeric,
  compact,
  type Draft,
  inherited,
  isIntrinsic,
  known,
  make,
  pick,
  refTo,
  type Sam,
  SamError,
  shortHash,
} from './context.ts';

const endpoints = ['EDGE', 'REGIONAL', 'PRIVATE'];

/** Makes the custom domain of an API and the mappings of its base paths. */
export const makeDomain = (sam: Sam, draft: Draft, stageId: string): void => {
  const domain = draft.properties['Domain'];
  if (domain === undefined || domain === null) return;
  const path = [...draft.path, 'Properties', 'Domain'];
  const map = (value: Json | undefined, name: string): void => {
    if (value !== undefined && !isObject(value))
      throw new SamError([...path, name], `${name} is ${gotOf(value)}, allowed is a mapping`);
  };
  if (!isObject(domain)) throw new SamError(path, `Domain is ${gotOf(domain)}, allowed is a mapping`);
  const { DomainName: name, CertificateArn: certificate, MutualTlsAuthentication: mutual, Route53: route } = domain;
  if (name === undefined || certificate === undefined)
    throw new SamError(path, 'Domain lacks DomainName or CertificateArn, it needs both');
  const rest = draft.type === 'AWS::Serverless::Api';
  const endpoint = known(sam, domain['EndpointConfiguration']) ?? 'REGIONAL';
  if (!isObject(endpoint) && !endpoints.includes(String(endpoint))) {
    throw new SamError(
      [...path, 'EndpointConfiguration'],
      `EndpointConfiguration is ${gotOf(endpoint)}, allowed are ${endpoints.join(', ')}`,
    );
  }
  map(mutual, 'MutualTlsAuthentication');
  map(route, 'Route53');
  map(domain['AccessAssociation'], 'AccessAssociation');
  if (isObject(mutual)) {
    const odd = Object.keys(mutual).find((key) => key !== 'TruststoreUri' && key !== 'TruststoreVersion');
    if (odd !== undefined)
      throw new SamError(
        [...path, 'MutualTlsAuthentication', odd],
        `MutualTlsAuthentication has ${odd}, allowed are TruststoreUri and TruststoreVersion`,
      );
  }
  if (isObject(route)) {
    if (route['HostedZoneId'] === undefined && route['HostedZoneName'] === undefined) {
      throw new SamError(
        [...path, 'Route53'],
        'Route53 has neither HostedZoneId nor HostedZoneName, it needs one of them',
      );
    }
    const separate = route['SeparateRecordSetGroup'];
    if (separate !== undefined && typeof separate !== 'boolean') {
      throw new SamError(
        [...path, 'Route53', 'SeparateRecordSetGroup'],
        `SeparateRecordSetGroup is ${gotOf(separate)}, allowed is true or false`,
      );
    }
  }
  const paths = domain['BasePath'];
  if (paths !== undefined && !Array.isArray(paths) && !isIntrinsic(paths) && typeof known(sam, paths) !== 'string')
    throw new SamError([...path, 'BasePath'], `BasePath is ${gotOf(paths)}, allowed is a list`);
  (Array.isArray(paths) ? paths : []).forEach((one: Json, index) => {
    if (typeof known(sam, one) !== 'string') {
      throw new SamError([...path, 'BasePath', index], `the base path is ${gotOf(one)}, allowed is text`);
    }
  });
  const held = known(sam, name);
  const version = rest ? '' : 'V2';
  const domainId = `ApiGatewayDomainName${version}${shortHash(held ?? null)}`;
  const attributes = inherited(draft);
  const regional = endpoint !== 'EDGE';
  const settings = pick(domain, ['SecurityPolicy', 'OwnershipVerificationCertificateArn']);
  make(
    sam,
    path,
    domainId,
    rest ? 'AWS::ApiGateway::DomainName' : 'AWS::ApiGatewayV2::DomainName',
    rest
      ? compact({
          DomainName: name,
          EndpointConfiguration: { Types: [endpoint] },
          ...(regional ? { RegionalCertificateArn: certificate } : { CertificateArn: certificate }),
          MutualTlsAuthentication: mutual,
          ...settings,
        })
      : compact({
          DomainName: name,
          DomainNameConfigurations: [{ CertificateArn: certificate, EndpointType: endpoint, ...settings }],
          MutualTlsAuthentication: mutual,
        }),
    attributes,
  );
  const bases: readonly (Json | undefined)[] = Array.isArray(paths) && paths.length > 0 ? paths : [undefined];
  for (const base of bases) {
    const text = typeof base === 'string' ? base.replace(/^\/+|\/+$/g, '') : undefined;
    const id = `${draft.logicalId}${text === undefined ? '' : alphanumeric(text)}${rest ? 'BasePathMapping' : 'ApiMapping'}`;
    const target = refTo(draft.logicalId);
    make(
      sam,
      path,
      id,
      rest ? 'AWS::ApiGateway::BasePathMapping' : 'AWS::ApiGatewayV2::ApiMapping',
      rest
        ? { BasePath: text || undefined, DomainName: refTo(domainId), RestApiId: target, Stage: refTo(stageId) }
        : { ApiId: target, ApiMappingKey: text || undefined, DomainName: refTo(domainId), Stage: refTo(stageId) },
      attributes,
    );
  }
  sam.generated.set(`${draft.logicalId}.DomainName`, domainId);
};
