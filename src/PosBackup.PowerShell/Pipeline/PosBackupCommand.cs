using PosBackup.PowerShell.Engine;
using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Pipeline;

/// <summary>
/// What every cmdlet is: a caller of the engine. The call runs in the engine's process; here the thread of the pipeline takes its messages one by one and puts them where they
/// belong, so that no other thread ever writes to the pipeline. Ctrl+C sends a cancellation and waits a moment for the engine to say that it has cleaned up; when that takes
/// longer the pipeline is freed, and the engine goes on cleaning up by itself.
/// </summary>
public abstract class PosBackupCommand : PSCmdlet, IDisposable
{
    /// <summary>A pipeline that is stopped is to end within a second.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(750);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _graceOver = new();
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private HashSet<string> _typed = [];
    private EngineRequest? _running;

    private bool IsStopping => _stopping.IsCancellationRequested;

    /// <inheritdoc />
    protected override void BeginProcessing() => _typed = [.. MyInvocation.BoundParameters.Where(bound => !IsDelayed(bound.Value)).Select(bound => bound.Key)];

    /// <inheritdoc />
    protected sealed override void StopProcessing()
    {
        try
        {
            _graceOver.CancelAfter(Grace);
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            return; // It ended at the same time.
        }

        if (Volatile.Read(ref _running) is { } request)
            ThreadPool.QueueUserWorkItem(_ => request.Cancel());
    }

    /// <summary>Lets go of what the cmdlet holds.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what the cmdlet holds.</summary>
    /// <param name="disposing">Whether it is disposed and not finalized.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;

        _stopping.Dispose();
        _graceOver.Dispose();
    }

    /// <summary>
    /// Whether the caller meant to name what is to be acted on, by a pipeline or by an argument, and nothing came of it. That asks for nothing: to the engine none would be all.
    /// </summary>
    /// <param name="found">How many there are.</param>
    /// <param name="parameter">The parameter that takes them.</param>
    private protected bool IsNothingAsked(int found, string parameter) => found == 0 && (MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(parameter));

    /// <summary>Whether a parameter was typed: what the pipeline fills is not there yet when a cmdlet begins.</summary>
    private protected bool IsTyped(string parameter) => _typed.Contains(parameter);

    /// <summary>A script block for what the pipeline fills (<c>-Path { $_.FullName }</c>) is asked anew for each object; before the first there is only PowerShell's note of it, of a type that is its own.</summary>
    private static bool IsDelayed(object? value) => value is ScriptBlock || value?.GetType().Name is "DelayedScriptBlockArgument";

    /// <summary>Whether these are names: what the pipeline brings may have none.</summary>
    private protected static bool IsNamed(params string?[]? values) => values is { Length: > 0 } && !Array.Exists(values, string.IsNullOrEmpty);

    /// <summary>Whether paths are of a listing, by a pipeline or by wildcards: then nobody has named what lies beside backups.</summary>
    private protected bool AreListed(string parameter, IEnumerable<string> paths) => (MyInvocation.ExpectingInput && !IsTyped(parameter)) || paths.Any(WildcardPattern.ContainsWildcardCharacters);

    /// <summary>Refuses what was typed and names nothing: to the engine that would be all. Of the pipeline it is an object that says nothing of it.</summary>
    private protected void RefuseBlank(string parameter, params string?[]? values)
    {
        if (IsTyped(parameter) && !IsNamed(values))
            Refuse($"-{parameter} names nothing: it is null or empty", "leave it out, or name one", parameter);
    }

    /// <summary>Ends the cmdlet, as nothing that was asked for can be done: options are wrong, or exclude each other.</summary>
    private protected void Refuse(string message, string hint, object? about) => ThrowTerminatingError(ErrorRecords.Of(new PosBackupException("InvalidOption", message, hint), about));

    /// <summary>Says of an object in the pipeline that has no files here what it is: a copy that lies elsewhere, of which nothing would be done in silence, or what never became a backup.</summary>
    /// <param name="target">The target that it lies at; null for none.</param>
    /// <param name="hint">What does with copies what this cmdlet does with files.</param>
    private protected void TellOfNoFiles(string? target, string hint)
    {
        if (string.IsNullOrEmpty(target))
            WriteVerbose("what the pipeline brings has no files: a backup that failed, or one without a path");
        else
            WriteError(ErrorRecords.Of("BackupSetNotFound", $"the set lies at {target}, not here", hint, target!));
    }

    /// <summary>Whether an object in the pipeline that should name a set has none, as the result of a backup that failed; it is an error, and the others go on.</summary>
    private protected bool HasNoSet(Guid? set, string database)
    {
        if (set is not null)
            return false;

        WriteError(ErrorRecords.Of("BackupSetNotFound", $"{database}: what the pipeline brings has no backup set", "its backup failed, and its error says why; Get-PosBackup lists the sets there are", database));
        return true;
    }

    /// <summary>Calls the engine, and is back when it is done. An error of the call as a whole ends the cmdlet.</summary>
    /// <param name="method">Name of the method.</param>
    /// <param name="body">Its parameters.</param>
    /// <param name="target">What an error is about that names none of the arguments.</param>
    /// <param name="onRecord">Takes each record as it comes, on the thread of the pipeline; null when none is wanted.</param>
    private protected JsonValue Call(string method, JsonObject body, object? target, Action<JsonValue>? onRecord = null)
    {
        try
        {
            return Request(method, body, onRecord);
        }
        catch (PosBackupException e)
        {
            ThrowTerminatingError(ErrorRecords.Of(e, target, MyInvocation.BoundParameters));
            throw;
        }
    }

    /// <summary>
    /// The same of a call for one of the objects that the pipeline brings: what is wrong with that one is an error of its own, and the others go on. An error that all would have, as of an
    /// instance that does not answer, ends the cmdlet.
    /// </summary>
    /// <returns>The answer; null for what was told as an error.</returns>
    private protected JsonValue? CallOfMany(string method, JsonObject body, object target, Action<JsonValue>? onRecord = null)
    {
        try
        {
            return Request(method, body, onRecord);
        }
        catch (PosBackupException e)
        {
            ErrorRecord error = ErrorRecords.Of(e, target, MyInvocation.BoundParameters);
            if (!MyInvocation.ExpectingInput || !ErrorRecords.IsOfOne(e.Code))
                ThrowTerminatingError(error);

            WriteError(error);
            return null;
        }
    }

    /// <summary>The same for whoever has an answer to an error of the call as a whole.</summary>
    /// <exception cref="PosBackupException">The call failed.</exception>
    private protected JsonValue Request(string method, JsonObject body, Action<JsonValue>? onRecord = null)
    {
        using var progress = new ProgressDisplay(this);
        try
        {
            EngineConnection engine = EngineSession.Current.Connect(_stopping.Token);
            using EngineRequest request = engine.Begin(method, body);
            Volatile.Write(ref _running, request);
            if (IsStopping)
                request.Cancel();

            return Pump(engine, request, progress, onRecord ?? (_ => { }));
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (FormatException e)
        {
            throw new PosBackupException(EngineErrorCode.ProtocolMismatch, $"the engine's answer to {method} is not understood: {e.Message}", "install module and engine of one version", e);
        }
        finally
        {
            Volatile.Write(ref _running, null);
        }
    }

    /// <summary>A warning, with what to do about it. Plan and run find the same things worth a warning: each is given once.</summary>
    private protected void Warn(string message, string? hint)
    {
        string text = WithHint(message, hint);
        if (_warned.Add(text))
            WriteWarning(text);
    }

    private static string WithHint(string message, string? hint) => CommandLineWords.InPowerShell(string.IsNullOrEmpty(hint) ? message : $"{message} ({hint})");

    private JsonValue Pump(EngineConnection engine, EngineRequest request, ProgressDisplay progress, Action<JsonValue> onRecord)
    {
        while (true)
        {
            EngineMessage message = request.Take(_graceOver.Token);
            switch (message)
            {
                case EngineMessage.Answer or EngineMessage.Failure when IsStopping:
                    throw new PipelineStoppedException();
                case EngineMessage.Answer answer:
                    return answer.Result;
                case EngineMessage.Failure failure:
                    throw failure.Error;
                case EngineMessage.Question question:
                    Answer(engine, question);
                    break;
                case EngineMessage.Notification notification when !IsStopping:
                    Tell(notification, progress, onRecord);
                    break;
            }
        }
    }

    private void Tell(EngineMessage.Notification notification, ProgressDisplay progress, Action<JsonValue> onRecord)
    {
        switch (notification.Method)
        {
            case "$/record":
                onRecord(notification.Body["record"]);
                break;
            case "$/message":
                Say(notification.Body);
                break;
            case "$/operation":
                progress.Show(notification.Body);
                break;
        }
    }

    private void Say(JsonValue message)
    {
        (string text, string? hint) = (message["text"].Text, message["hint"].AsText());
        switch (message["level"].Text)
        {
            case "warning":
                Warn(text, hint);
                break;
            case "information":
                WriteInformation(WithHint(text, hint), ["PosBackup"]);
                break;
            default:
                WriteVerbose(WithHint(text, hint));
                break;
        }
    }

    /// <summary>A target's secret that its definition leaves to a person.</summary>
    private void Answer(EngineConnection engine, EngineMessage.Question question)
    {
        if (question.Method is not "secrets/ask" || IsStopping)
        {
            engine.Refuse(question, "nobody answers that here");
            return;
        }

        try
        {
            Host.UI.Write($"{question.Body["purpose"].Text}: ");
            using System.Security.SecureString secret = Host.UI.ReadLineAsSecureString();
            engine.Answer(question, new JsonObject { ["secret"] = new PSCredential("secret", secret).GetNetworkCredential().Password });
        }
        catch (Exception e) when (Consent.SaysThatNobodyIsThere(e))
        {
            engine.Refuse(question, $"nobody can be asked here: {e.Message}");
        }
    }
}
