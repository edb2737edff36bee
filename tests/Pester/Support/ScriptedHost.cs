using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Threading;

namespace PosBackup.Pester;

/// <summary>A host whose user has written down beforehand what to answer, and who remembers what was asked and shown.</summary>
public sealed class ScriptedHost : PSHost
{
    public ScriptedUserInterface Screen { get; } = new();

    public override PSHostUserInterface UI => Screen;
    public override string Name => "ScriptedHost";
    public override Version Version { get; } = new(1, 0);
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;
    public override void EnterNestedPrompt() => throw new NotSupportedException();
    public override void ExitNestedPrompt() => throw new NotSupportedException();
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
    public override void SetShouldExit(int exitCode) { }
}

public sealed class ScriptedUserInterface : PSHostUserInterface
{
    /// <summary>What comes next: the label of a choice without its ampersand ("Yes to All"), or a text.</summary>
    public ConcurrentQueue<string> Answers { get; } = new();

    /// <summary>Every question, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>What each question takes for an answer where only Enter is pressed.</summary>
    public ConcurrentQueue<string> Defaults { get; } = new();

    /// <summary>All that was shown, in every stream.</summary>
    public ConcurrentQueue<string> Shown { get; } = new();

    public ConcurrentQueue<ProgressRecord> Progress { get; } = new();

    /// <summary>Set with the first progress.</summary>
    public ManualResetEventSlim HasBegun { get; } = new();

    /// <summary>Begins anew.</summary>
    public void Forget()
    {
        Answers.Clear();
        Asked.Clear();
        Defaults.Clear();
        Shown.Clear();
        Progress.Clear();
        HasBegun.Reset();
    }

    public override PSHostRawUserInterface RawUI => null;

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Defaults.Enqueue(choices[defaultChoice].Label.Replace("&", ""));
        string answer = Next(message);
        int index = choices.Select(choice => choice.Label.Replace("&", "")).ToList().FindIndex(label => label == answer);
        return index >= 0 ? index : throw new InvalidOperationException($"'{answer}' is no choice of: {message}");
    }

    public override string ReadLine() => Next(LastShown());

    public override SecureString ReadLineAsSecureString() => Secure(Next(LastShown()));

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        descriptions.ToDictionary(field => field.Name, field => PSObject.AsPSObject(Next(field.Name)));

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => new(userName, Secure(Next(message)));

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowed, PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);

    public override void Write(string value) => Shown.Enqueue(value);
    public override void Write(ConsoleColor foreground, ConsoleColor background, string value) => Shown.Enqueue(value);
    public override void WriteLine(string value) => Shown.Enqueue(value);
    public override void WriteErrorLine(string value) => Shown.Enqueue(value);
    public override void WriteDebugLine(string message) => Shown.Enqueue(message);
    public override void WriteVerboseLine(string message) => Shown.Enqueue(message);
    public override void WriteWarningLine(string message) => Shown.Enqueue(message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        Progress.Enqueue(record);
        HasBegun.Set();
    }

    private string LastShown() => Shown.LastOrDefault() ?? "";

    private string Next(string question)
    {
        Asked.Enqueue(question);
        return Answers.TryDequeue(out string answer) ? answer : throw new InvalidOperationException($"nothing was written down for: {question}");
    }

    private static SecureString Secure(string text)
    {
        var secret = new SecureString();
        foreach (char letter in text)
            secret.AppendChar(letter);
        return secret;
    }
}
