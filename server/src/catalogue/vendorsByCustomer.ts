/** A vendor that calls from an account of its own for each customer, so that no table can name it. */
export interface VendorByCustomer {
  readonly id: string;
  readonly name: string;
  /** Where a customer reads off the account or principal. */
  readonly where: string;
}

/**
 * https://docs.snowflake.com/en/user-guide/data-load-s3-config-storage-integration
 * https://docs.confluent.io/cloud/current/connectors/provider-integration/index.html
 */
export const VENDORS_BY_CUSTOMER: readonly VendorByCustomer[] = [
  { id: 'snowflake', name: 'Snowflake', where: 'STORAGE_AWS_IAM_USER_ARN in DESC INTEGRATION' },
  { id: 'wiz', name: 'Wiz', where: 'in the setup of the connector' },
  { id: 'confluent', name: 'Confluent Cloud', where: 'in the provider integration' },
];
