using System.IO.Pipes;
using System.Text;
using System.Text.Json.Nodes;
using PosBackup.PowerShell.Engine;

namespace PosBackup.PowerShell.Tests.Support;

/// <summary>The other end of a connection in the hands of a test, to say what a real engine says only with a server or a fault.</summary>
internal sealed class ScriptedEngine : IDisposable
{
    private readonly AnonymousPipeServerStream _toEngine = new(PipeDirection.Out);
    private readonly AnonymousPipeServerStream _fromEngine = new(PipeDirection.In);
    private readonly StreamReader _heard;
    private readonly AnonymousPipeClientStream _says;

    public ScriptedEngine()
    {
        _heard = new StreamReader(new AnonymousPipeClientStream(PipeDirection.In, _toEngine.ClientSafePipeHandle));
        _says = new AnonymousPipeClientStream(PipeDirection.Out, _fromEngine.ClientSafePipeHandle);
        Connection = new EngineConnection(_toEngine, _fromEngine, method => new PosBackupException(EngineErrorCode.Crashed, $"gone during {method}"));
    }

    public EngineConnection Connection { get; }

    /// <summary>The next message of the module.</summary>
    public JsonNode Hear() => JsonNode.Parse(_heard.ReadLine() ?? throw new EndOfStreamException())!;

    public void Say(string line)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line + "\n");
        _says.Write(bytes);
        _says.Flush();
    }

    /// <summary>Says nothing any more.</summary>
    public void Leave() => _says.Dispose();

    public void Dispose()
    {
        _says.Dispose();
        Connection.Dispose();
        _heard.Dispose();
    }
}
