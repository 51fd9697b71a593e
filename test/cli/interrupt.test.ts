import { onInterrupt } from "../../cli/interrupt";

describe("Ctrl-C", () => {
  afterEach(() => jest.restoreAllMocks());

  it("ends the work in order, and the process at once when it is pressed again", () => {
    const said = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    const exit = jest.spyOn(process, "exit").mockImplementation(() => undefined as never);
    const before = process.listeners("SIGINT");
    const work = jest.fn();
    const forgo = onInterrupt(work);
    process.emit("SIGINT");
    expect([work.mock.calls.length, exit.mock.calls]).toEqual([1, []]);
    expect(String(said.mock.calls[0]?.[0])).toContain("Ctrl-C again stops at once");
    process.emit("SIGINT");
    expect(exit).toHaveBeenCalledWith(130);
    forgo();
    expect(process.listeners("SIGINT")).toEqual(before);
  });
});
