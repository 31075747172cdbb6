/** Whether a text has the form of an organization's id. https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
export function isOrganizationId(text: string): boolean {
  return /^o-[a-z0-9]{10,32}$/.test(text);
}
