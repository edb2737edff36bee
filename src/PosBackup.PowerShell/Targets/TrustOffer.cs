using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Targets;

/// <summary>What a server shows of itself, and how a person is asked whether it is right.</summary>
/// <param name="offer">What the engine says of it.</param>
internal sealed class TrustOffer(JsonValue offer)
{
    /// <summary>Whether it is what is pinned already: then there is nothing to ask.</summary>
    public bool IsPinned => offer["state"].Text is "unchanged";

    /// <summary>The fingerprint of its host key or certificate.</summary>
    public string Fingerprint => Trusted["fingerprint"].Text;

    /// <summary>The head of the question.</summary>
    public string Caption => $"Trust {Server}";

    /// <summary>The question.</summary>
    public string Question
    {
        get
        {
            string changed = offer["state"].Text is "changed" ? $"This is not what was pinned before: either the server was changed, or somebody stands between.{Environment.NewLine}" : "";
            string details = string.Join(", ", Trusted["details"].Items.Select(detail => detail.Text));
            return $"{changed}{Server} shows {Trusted["kind"].Text} {Fingerprint} {details}{Environment.NewLine}Compare it with what the operator of the server tells. Is it right?";
        }
    }

    private string Server => offer["server"].Text;

    private JsonValue Trusted => offer["trusted"];
}
