using System.Collections;
using System.Management.Automation.Language;
using PosBackup.PowerShell.Engine;
using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Parameters;

/// <summary>
/// Completes arguments by what the engine knows. Whoever presses Tab waits for it: what takes long, or fails, completes nothing and says nothing.
/// </summary>
public abstract class EngineCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? "").Trim('\'', '"');
        try
        {
            return Values(word, fakeBoundParameters ?? new Hashtable()).Where(value => value.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Select(Result).ToArray();
        }
        catch (Exception e) when (e is PosBackupException or OperationCanceledException or FormatException or RuntimeException)
        {
            return [];
        }
    }

    /// <summary>Name of the method that answers.</summary>
    private protected abstract string Method { get; }

    /// <summary>Its parameters, but for the word.</summary>
    private protected abstract JsonObject Body(IDictionary bound);

    /// <summary>An argument as text; null when it is not given.</summary>
    private protected static string? Text(IDictionary bound, string parameter) => bound.Contains(parameter) ? bound[parameter]?.ToString() : null;

    /// <summary>An argument as a whole path of a file, whose folder the session knows and the engine does not; null when it is not given.</summary>
    private protected static string? File(IDictionary bound, string parameter) => Text(bound, parameter) is { Length: > 0 } path ? Session().SessionState.Path.GetUnresolvedProviderPathFromPSPath(path) : null;

    /// <summary>A completer is given no session of its own to ask.</summary>
    private static EngineIntrinsics Session()
    {
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Get-Variable").AddParameter("Name", "ExecutionContext").AddParameter("ValueOnly");
        return shell.Invoke<EngineIntrinsics>()[0];
    }

    private static CompletionResult Result(string value)
    {
        bool isPlain = value.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '.' or '\\');
        return new CompletionResult(isPlain ? value : $"'{value.Replace("'", "''")}'", value, CompletionResultType.ParameterValue, value);
    }

    private string[] Values(string word, IDictionary bound)
    {
        using var limit = new CancellationTokenSource(Limit);
        EngineConnection engine = EngineSession.Current.Connect(limit.Token);
        JsonObject body = Body(bound);
        body["word"] = word;
        using EngineRequest request = engine.Begin(Method, body);
        while (true)
        {
            switch (request.Take(limit.Token))
            {
                case EngineMessage.Answer answer:
                    return [.. answer.Result["values"].Items.Select(value => value.Text)];
                case EngineMessage.Failure failure:
                    throw failure.Error;
                case EngineMessage.Question question:
                    engine.Refuse(question, "nobody is asked while a word is completed");
                    break;
            }
        }
    }
}
