/** A name as Terraform labels resources: `ReadOnlyAccess` is read_only_access. */
export function labelFor(name: string): string {
  const words = name.replace(/([a-z0-9])(?=[A-Z])/g, '$1_');
  const label = words.replace(/\W/g, '_').toLowerCase();
  return /^[a-z_]/.test(label) ? label : `role_${label}`;
}

/** A label, or the label with a number, that nothing has yet. */
export function freeLabel(label: string, isTaken: (label: string) => boolean): string {
  let free = label;
  for (let count = 2; isTaken(free); count++) free = `${label}_${count}`;
  return free;
}
