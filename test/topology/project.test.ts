import { projectProblems } from "../../topology/project";

const FORM =
  "is not a project id; it has 6 to 30 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen";

describe("the project", () => {
  it.each(["bank-prod", "abcdef", `a${"b".repeat(29)}`])("may be %s", (project) => {
    expect(projectProblems(project)).toEqual([]);
  });

  it.each([
    "bank",
    `a${"b".repeat(30)}`,
    "Bank-Prod",
    "bank-prod-",
    "1bank-prod",
    "bank_prod",
    "My Project",
    "",
  ])('can\'t be "%s"', (project) => {
    const message = `"${project}" ${FORM}, such as "my-app-prod"`;
    expect(projectProblems(project)).toEqual([{ path: "gcp:project", message }]);
  });

  it("can't be written as its number, which names would not hold", () => {
    const message = '"123456789012" is a project\'s number; write its id, such as "my-app-prod"';
    expect(projectProblems("123456789012")).toEqual([{ path: "gcp:project", message }]);
  });
});
