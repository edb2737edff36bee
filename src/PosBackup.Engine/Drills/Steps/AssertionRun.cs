using PosBackup.Engine.Drills.Assertions;
using PosBackup.Engine.Progress;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Sql.Queries;

namespace PosBackup.Engine.Drills.Steps;

/// <summary>Asks a restored database the questions of the assertions, each in a session of its own whose work is rolled back.</summary>
internal sealed class AssertionRun(InstanceOptions instance, string scratch, IOperationObserver observer, Operation operation)
{
    /// <summary>Asks and judges, in the order of the file. A query that fails is a failed assertion and stops no other.</summary>
    public async Task<IReadOnlyList<AssertionResult>> RunAsync(IReadOnlyList<Assertion> assertions, AssertionContext context, CancellationToken cancellationToken)
    {
        var results = new List<AssertionResult>(assertions.Count);
        foreach (Assertion assertion in assertions)
        {
            observer.Noted(operation, $"assertion '{assertion.Name}': {assertion.Query}");
            results.Add(AssertionJudge.Judge(assertion, await AskAsync(assertion, cancellationToken).ConfigureAwait(false), context));
        }

        return results;
    }

    private async Task<AssertionAnswer> AskAsync(Assertion assertion, CancellationToken cancellationToken)
    {
        try
        {
            return await ScalarQuery.ReadAsync(instance, scratch, assertion.Query, assertion.Timeout, cancellationToken).ConfigureAwait(false) is { } value
                ? AssertionAnswer.Of(value)
                : AssertionAnswer.NoRow;
        }
        catch (PosBackupException e) when (e.Code != ErrorCode.Cancelled)
        {
            return AssertionAnswer.Broken(e.Hint is { } hint ? $"{e.Message}. {hint}" : e.Message);
        }
    }
}
