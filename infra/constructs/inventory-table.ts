import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { indexes, keyNames, shown, timeToLiveAttribute } from '../../shared/inventory/store/schema.ts';
import { storeActions } from '../../shared/inventory/store/store.ts';

const key = (name: string) => ({ name, type: AttributeType.STRING });

/** The one table, as `shared/inventory/store/schema.ts` describes it. It outlives the stack. */
export class InventoryTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: key(keyNames.partition),
      sortKey: key(keyNames.sort),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryption.AWS_MANAGED,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      timeToLiveAttribute,
    });
    for (const { name, partition, sort } of Object.values(indexes)) {
      this.table.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: key(partition),
        sortKey: key(sort),
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: [...shown],
      });
    }
  }

  /** What it takes to apply changes: the store's own calls on the table, and who points at a resource. */
  applyStatements(): readonly PolicyStatement[] {
    const { tableArn } = this.table;
    return [
      new PolicyStatement({ actions: [...storeActions.read, ...storeActions.write], resources: [tableArn] }),
      new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${tableArn}/index/${indexes.byTarget.name}`] }),
    ];
  }

  /** What it takes to list findings by their status. */
  findingsStatements(): readonly PolicyStatement[] {
    const index = `${this.table.tableArn}/index/${indexes.byStatus.name}`;
    return [new PolicyStatement({ actions: ['dynamodb:Query'], resources: [index] })];
  }
}
