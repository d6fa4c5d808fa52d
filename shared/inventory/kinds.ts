import type { ApiFacets, GraphqlApiFacets, IdentityPoolFacets, UserPoolFacets } from './kinds/apis.ts';
import type {
  BucketFacets,
  DocumentFacets,
  KeyFacets,
  ParameterFacets,
  RepositoryFacets,
  SecretFacets,
  StreamFacets,
  TableFacets,
} from './kinds/data.ts';
import type {
  ApiDestinationFacets,
  ArchiveFacets,
  ConnectionFacets,
  EventBusFacets,
  EventRuleFacets,
  InvokerFacets,
  IotRuleFacets,
  LogGroupFacets,
  PipeFacets,
  QueueFacets,
  RegistryFacets,
  ScheduleFacets,
  StateMachineFacets,
  TopicFacets,
} from './kinds/events.ts';
import type {
  AccountFacets,
  IdentityProviderFacets,
  ManagedPolicyFacets,
  RoleFacets,
  UserFacets,
} from './kinds/iam.ts';
import type {
  CodeSigningConfigFacets,
  EventSourceMappingFacets,
  FunctionFacets,
  LayerVersionFacets,
} from './kinds/lambda.ts';
import type { ActivityWindowFacets, StackFacets, TrailFacets, WatcherFacets } from './kinds/watching.ts';

/** Every resource kind with what can be known of it. A kind is added here, with its edges in `edges.ts`. */
export interface FacetsByKind {
  readonly function: FunctionFacets;
  readonly 'layer-version': LayerVersionFacets;
  readonly 'event-source-mapping': EventSourceMappingFacets;
  readonly 'code-signing-config': CodeSigningConfigFacets;
  readonly role: RoleFacets;
  readonly user: UserFacets;
  readonly 'managed-policy': ManagedPolicyFacets;
  readonly 'identity-provider': IdentityProviderFacets;
  readonly account: AccountFacets;
  readonly api: ApiFacets;
  readonly 'graphql-api': GraphqlApiFacets;
  readonly 'user-pool': UserPoolFacets;
  readonly 'identity-pool': IdentityPoolFacets;
  readonly 'event-bus': EventBusFacets;
  readonly 'event-rule': EventRuleFacets;
  readonly 'api-destination': ApiDestinationFacets;
  readonly connection: ConnectionFacets;
  readonly archive: ArchiveFacets;
  readonly registry: RegistryFacets;
  readonly schedule: ScheduleFacets;
  readonly pipe: PipeFacets;
  readonly topic: TopicFacets;
  readonly queue: QueueFacets;
  readonly 'state-machine': StateMachineFacets;
  readonly 'iot-rule': IotRuleFacets;
  readonly 'log-group': LogGroupFacets;
  readonly invoker: InvokerFacets;
  readonly bucket: BucketFacets;
  readonly table: TableFacets;
  readonly stream: StreamFacets;
  readonly key: KeyFacets;
  readonly secret: SecretFacets;
  readonly parameter: ParameterFacets;
  readonly document: DocumentFacets;
  readonly repository: RepositoryFacets;
  readonly trail: TrailFacets;
  readonly watcher: WatcherFacets;
  readonly 'activity-window': ActivityWindowFacets;
  readonly stack: StackFacets;
}

export type Kind = keyof FacetsByKind;
export type FacetName<K extends Kind> = Extract<keyof FacetsByKind[K], string>;
